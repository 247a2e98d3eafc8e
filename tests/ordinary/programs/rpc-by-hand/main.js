import { Worker } from 'node:worker_threads';
import { wrap } from './rpc.js';
const worker = new Worker(new URL('./worker.js', import.meta.url));
const api = wrap(worker);
const replies = [await api.add(1, 2), await api.add(3, 4), await api.slow(5)];
const began = performance.now();
await worker.terminate();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
