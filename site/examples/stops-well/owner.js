// One that stops well
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
worker.on('message', (done) => console.log(done));

for (let task = 1; task <= 10; task += 1) worker.postMessage({ task });

process.once('SIGTERM', async () => {
  const exited = once(worker, 'exit');
  worker.postMessage('stop');
  await Promise.race([exited, sleep(5000, undefined, { ref: false })]);
  await worker.terminate();
});
