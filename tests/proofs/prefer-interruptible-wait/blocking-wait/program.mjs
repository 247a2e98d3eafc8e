// The owner sets the flag of a worker that pauses without yielding.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const stopFlag = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { stopFlag } });
await once(worker, 'message');
const asked = performance.now();
Atomics.store(stopFlag, 0, 1);
Atomics.notify(stopFlag, 0);
await once(worker, 'exit');
console.log(JSON.stringify({ stopMs: Math.round(performance.now() - asked) }));
