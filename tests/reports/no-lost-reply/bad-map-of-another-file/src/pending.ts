export interface Waiting { resolve: (chainId: number) => void; reject: (error: Error) => void }

export const pendingChains = new Map<number, Waiting>();

export function addWaiting(id: number): Promise<number> {
  return new Promise((resolve, reject) => pendingChains.set(id, { resolve, reject }));
}

export function settleChain(id: number, chainId: number): void {
  pendingChains.get(id)?.resolve(chainId);
  pendingChains.delete(id);
}
