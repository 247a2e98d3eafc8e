import { Worker } from 'node:worker_threads';

const workers = new Set();
let isStopping = false;

export function add() {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  worker.on('exit', () => {
    workers.delete(worker);
    if (isStopping) return;
    add();
  });
  workers.add(worker);
}

export async function stop() {
  isStopping = true;
  await Promise.all([...workers].map((worker) => worker.terminate()));
}
