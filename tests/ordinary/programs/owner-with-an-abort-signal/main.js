import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const controller = new AbortController();
const worker = new Worker(new URL('./worker.js', import.meta.url));
controller.signal.addEventListener('abort', () => worker.postMessage('stop'), { once: true });
const replies = [];
for (const n of [1, 2, 3]) {
  worker.postMessage(n);
  replies.push((await once(worker, 'message', { signal: controller.signal }))[0]);
}
const started = performance.now();
controller.abort();
await once(worker, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
