import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
export function createPool(size) {
  const idle = Array.from({ length: size }, () => new Worker(new URL('./worker.js', import.meta.url)));
  const all = [...idle];
  const jobs = [];
  const next = async () => {
    const worker = idle.pop();
    const job = worker && jobs.shift();
    if (!worker) return;
    if (!job) {
      idle.push(worker);
      return;
    }
    worker.postMessage({ n: job.n });
    const [value] = await once(worker, 'message');
    job.resolve(value);
    idle.push(worker);
    void next();
  };
  return {
    run: (n) =>
      new Promise((resolve) => {
        jobs.push({ n, resolve });
        void next();
      }),
    close: async () => {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}
