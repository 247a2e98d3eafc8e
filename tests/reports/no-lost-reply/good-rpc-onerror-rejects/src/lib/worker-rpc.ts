type Waiting = { resolve: (value: unknown) => void; reject: (reason: unknown) => void };

let worker: Worker | null = null;
let counter = 0;
const waiting = new Map<number, Waiting>();

function failAll(reason: string): void {
  for (const one of waiting.values()) one.reject(new Error(reason));
  waiting.clear();
}

function getWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./cache.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<{ id: number; result?: unknown; error?: string }>) => {
    const { id, result, error } = event.data;
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    if (error !== undefined) one.reject(new Error(error));
    else one.resolve(result);
  };
  worker.onerror = (event) => {
    console.error('cache worker failed', event.message);
    failAll(event.message);
  };
  return worker;
}

export function call(method: string, args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const id = ++counter;
    waiting.set(id, { resolve, reject });
    getWorker().postMessage({ id, method, args });
  });
}

export function stop(): void {
  worker?.terminate();
  worker = null;
  failAll('stopped');
}
