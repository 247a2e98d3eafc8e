import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const channel = new BroadcastChannel('ordinary');
const worker = new Worker(new URL('./worker.js', import.meta.url));
await once(worker, 'message');
const replies = [];
for (const n of [1, 2, 3]) {
  channel.postMessage(n);
  replies.push((await once(worker, 'message'))[0]);
}
const started = performance.now();
channel.postMessage('stop');
await once(worker, 'exit');
channel.close();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
