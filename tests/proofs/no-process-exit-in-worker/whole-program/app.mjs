// Sends a last word to its own parent when its worker has ended.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
worker.postMessage('stop');
await once(worker, 'exit');
process.send('saved');
