// Looks at the lock when the worker has failed and is gone.
import { Worker } from 'node:worker_threads';

const memory = new SharedArrayBuffer(8);
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: memory });
await new Promise((resolve) => {
  worker.on('error', () => {});
  worker.on('exit', resolve);
});
console.log(JSON.stringify({ cell: Atomics.load(new Int32Array(memory), 0) }));
