import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const worker = new Worker(new URL('./worker.js', import.meta.url));
const replies = (await once(worker, 'message'))[0];
const began = performance.now();
worker.postMessage('stop');
const [last] = await once(worker, 'message');
await once(worker, 'exit');
console.log(JSON.stringify({ replies: [...replies, last], closedMs: Math.round(performance.now() - began) }));
