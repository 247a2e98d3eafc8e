import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: process.argv[2] });
worker.once('message', () => process.send('ready'));

process.on('SIGTERM', () => {
  worker.postMessage('stop');
  process.exit(0);
});
