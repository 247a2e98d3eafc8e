import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

let worker = null;
const replies = [];
async function search(text) {
  worker?.terminate();
  worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: text });
  const [reply] = await once(worker, 'message');
  replies.push(reply);
}
for (const text of ['x', 'xy', 'xyz']) await search(text);
const started = performance.now();
await worker.terminate();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
