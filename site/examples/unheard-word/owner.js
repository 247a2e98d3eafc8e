// A word that nobody hears
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
worker.on('message', (count) => console.log(count));

process.once('SIGTERM', async () => {
  const exited = once(worker, 'exit');
  worker.postMessage('shutdown');
  await exited;
});
