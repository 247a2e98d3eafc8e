import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

async function run(n) {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: n });
  const timer = setTimeout(() => worker.terminate(), 5000);
  const [reply] = await once(worker, 'message');
  clearTimeout(timer);
  await once(worker, 'exit');
  return reply;
}
const replies = [];
for (const n of [1, 2, 3]) replies.push(await run(n));
const started = performance.now();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
