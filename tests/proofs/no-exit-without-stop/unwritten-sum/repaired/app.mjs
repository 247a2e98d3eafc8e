import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: process.argv[2] });
worker.once('message', () => process.send('ready'));

process.on('SIGTERM', () => {
  worker.once('exit', () => process.exit(0));
  worker.postMessage('stop');
});
