import { Worker } from 'node:worker_threads';

const spool = new Worker(new URL('./spool.mjs', import.meta.url), { workerData: process.argv[2] });
spool.unref();

export const log = (line) => spool.postMessage(line);
