import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
const replies = [];
let started = 0;
process.once('SIGTERM', async () => {
  started = performance.now();
  worker.postMessage('stop');
  await once(worker, 'exit');
  console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
});
for (const n of [1, 2, 3]) {
  worker.postMessage(n);
  replies.push((await once(worker, 'message'))[0]);
}
process.kill(process.pid, 'SIGTERM');
