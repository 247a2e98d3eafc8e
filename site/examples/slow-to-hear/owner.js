// A worker that sleeps through the stop
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./poller.js', import.meta.url));

process.once('SIGTERM', async () => {
  const exited = once(worker, 'exit');
  worker.postMessage('stop');
  await exited;
  console.log('the poller has ended');
});
