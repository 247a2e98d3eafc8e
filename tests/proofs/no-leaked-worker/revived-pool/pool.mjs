import { Worker } from 'node:worker_threads';

const workers = new Set();

export function add() {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  worker.on('exit', () => {
    workers.delete(worker);
    add();
  });
  workers.add(worker);
}

export async function stop() {
  await Promise.all([...workers].map((worker) => worker.terminate()));
}
