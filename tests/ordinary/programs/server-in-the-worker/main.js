import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
const replies = [];
worker.on('message', (message) => replies.push(message));
const [port] = await once(worker, 'message');
replies.length = 0;
for (const n of [1, 2, 3]) {
  const response = await fetch(`http://127.0.0.1:${port}/${n}`, { headers: { connection: 'close' } });
  replies.push(await response.text());
}
const started = performance.now();
worker.postMessage('close');
await once(worker, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
