import { Worker } from 'node:worker_threads';
let worker = null;
const found = [];
function search(text) {
  worker?.terminate();
  worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { text } });
  worker.on('message', (hit) => found.push(hit));
}
search('a');
search('ab');
search('abc');
while (found.length < 3) await new Promise((r) => setTimeout(r, 10));
const began = performance.now();
await worker.terminate();
console.log(JSON.stringify({ replies: found, closedMs: Math.round(performance.now() - began) }));
