// The owner asks once, then sends a last task: a worker that heard the request has ended and cannot answer it.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
const exited = once(worker, 'exit');
worker.postMessage('stop');
worker.postMessage('task');
const end = await Promise.race([exited.then(() => 'by itself'), once(worker, 'message').then(() => 'it works on')]);
if (end === 'it works on') await worker.terminate();
console.log(JSON.stringify({ end }));
