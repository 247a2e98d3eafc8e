// A lock that stays locked
import { Worker } from 'node:worker_threads';

const memory = new Int32Array(new SharedArrayBuffer(12));
const worker = new Worker(new URL('./bank.js', import.meta.url), { workerData: memory });

process.once('SIGTERM', async () => {
  await worker.terminate();
});
