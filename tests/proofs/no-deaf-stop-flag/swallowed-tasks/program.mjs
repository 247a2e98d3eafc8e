// Twenty tasks for a worker that looks for a stop in between. Nobody asks it to stop; it ends when no task is left.
import { MessageChannel, Worker } from 'node:worker_threads';

const done = new Int32Array(new SharedArrayBuffer(4));
const { port1, port2: stopPort } = new MessageChannel();
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { done, stopPort }, transferList: [stopPort] });

for (let i = 0; i < 20; i += 1) worker.postMessage({ parts: 5 });
worker.once('exit', () => {
  port1.close();
  console.log(JSON.stringify({ tasksLost: 20 - Atomics.load(done, 0) }));
});
