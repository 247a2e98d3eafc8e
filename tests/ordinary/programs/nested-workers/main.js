import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
const replies = [];
for (const n of [1, 2, 3]) {
  worker.postMessage(n);
  const [reply] = await once(worker, 'message');
  replies.push(reply);
}
const started = performance.now();
await worker.terminate();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
