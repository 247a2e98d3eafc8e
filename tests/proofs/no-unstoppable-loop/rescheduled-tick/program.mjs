// A heartbeat in a worker: the owner asks it to stop, and kills it when it beats a hundred times more.
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
let beats = 0;
worker.on('message', () => {
  beats += 1;
  if (beats === 1) worker.postMessage('stop');
  if (beats > 100) worker.terminate();
});

worker.once('exit', (exitCode) => {
  console.log(JSON.stringify({ stopped: beats > 100 ? 'by a kill' : 'by itself', exitCode }));
});
