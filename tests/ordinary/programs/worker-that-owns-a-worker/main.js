import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const worker = new Worker(new URL('./worker.js', import.meta.url));
const replies = [];
for (const n of [1, 2, 3]) {
  worker.postMessage(n);
  replies.push((await once(worker, 'message'))[0]);
}
const began = performance.now();
worker.postMessage('stop');
await once(worker, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
