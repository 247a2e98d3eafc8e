import { addWaiting, failChains, settleChain } from './pending.ts';

interface Message { kind: 'chainAdded' | 'log'; id: number; chainId: number; text?: string }

export function start(createWorker: () => Worker, log: (text: string) => void) {
  const worker = createWorker();
  let crashed: Error | null = null;
  let nextId = 0;

  worker.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'chainAdded') settleChain(data.id, data.chainId);
    else if (data.text) log(data.text);
  };
  worker.onerror = (event) => {
    crashed = new Error(event.message);
    failChains(crashed);
  };

  return {
    addChain(spec: string): Promise<number> {
      if (crashed) return Promise.reject(crashed);
      const id = nextId++;
      const added = addWaiting(id);
      worker.postMessage({ kind: 'addChain', id, spec });
      return added;
    },
  };
}
