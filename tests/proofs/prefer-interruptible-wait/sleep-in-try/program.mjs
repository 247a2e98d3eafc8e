// The owner asks a worker that sends batches to stop as soon as it pauses before the first.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const counts = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: counts });
await once(worker, 'message');
const asked = performance.now();
worker.postMessage('stop');
await once(worker, 'exit');
const stopMs = Math.round(performance.now() - asked);
console.log(JSON.stringify({ stopMs, batchesSentAfterStop: counts[0], failures: counts[1] }));
