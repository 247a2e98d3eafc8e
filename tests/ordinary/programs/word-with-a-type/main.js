import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
const replies = [];
worker.on('message', (message) => replies.push(message));
for (const n of [1, 2, 3]) worker.postMessage({ type: 'task', n });
while (replies.length < 3) await once(worker, 'message');
const started = performance.now();
worker.postMessage({ type: 'shutdown' });
await once(worker, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
