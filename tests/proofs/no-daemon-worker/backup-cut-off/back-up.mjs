import { Worker } from 'node:worker_threads';

/** Copies a record to a file, beside whatever else the program does. */
export function backUp(file) {
  const worker = new Worker(new URL('./backup.mjs', import.meta.url), { workerData: file });
  worker.unref();
}
