// Three numbers, then a stop: the worker writes their sum when its iteration has ended.
import { Worker } from 'node:worker_threads';

const sum = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: sum });
for (const message of [1, 2, 3, 'stop']) worker.postMessage(message);

worker.once('exit', (exitCode) => console.log(JSON.stringify({ exitCode, sum: sum[0] })));
