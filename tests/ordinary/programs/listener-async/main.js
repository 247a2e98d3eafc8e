import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));

function ask(task) {
  worker.postMessage(task);
  return once(worker, 'message').then(([reply]) => reply);
}

export async function close() {
  await worker.terminate();
}

const replies = [];
for (const task of [
  { id: 1, ms: 5 },
  { id: 2, ms: 1 },
  { id: 3, ms: 9 },
])
  replies.push(await ask(task));
const started = performance.now();
await close();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
