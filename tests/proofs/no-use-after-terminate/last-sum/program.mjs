// A worker is to say its sum when it is asked to stop.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
let sum = null;
worker.on('message', (message) => (sum = message));
for (const price of [1, 2, 3]) worker.postMessage(price);
const ended = once(worker, 'exit');
worker.postMessage('stop');
await ended;
console.log(JSON.stringify({ sum }));
