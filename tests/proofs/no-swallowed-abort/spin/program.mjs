// The owner asks a worker that waits for the next page to stop. The worker counts how often its loop turns after that.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
const exited = once(worker, 'exit');
worker.on('message', (report) => console.log(JSON.stringify(report)));
worker.postMessage('stop');
await exited;
