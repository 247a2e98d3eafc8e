import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export function createUpper() {
  const worker = new Worker(new URL('./worker.js', import.meta.url));
  return {
    async run(word) {
      worker.postMessage(word);
      const [reply] = await once(worker, 'message');
      return reply;
    },
    dispose: () => worker.terminate(),
  };
}
