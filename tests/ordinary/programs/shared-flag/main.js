import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const shared = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: shared });
const replies = [];
worker.on('message', (message) => replies.push(message));
for (const n of [1, 2, 3]) {
  Atomics.store(shared, 0, n);
  Atomics.notify(shared, 0);
  await once(worker, 'message');
}
const started = performance.now();
Atomics.store(shared, 1, 1);
Atomics.store(shared, 0, 9);
Atomics.notify(shared, 0);
await once(worker, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
