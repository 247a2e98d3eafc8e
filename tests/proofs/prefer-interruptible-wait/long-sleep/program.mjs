// The owner asks a polling worker to stop as soon as it pauses.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
const asked = performance.now();
worker.postMessage('stop');
await once(worker, 'exit');
console.log(JSON.stringify({ stopMs: Math.round(performance.now() - asked) }));
