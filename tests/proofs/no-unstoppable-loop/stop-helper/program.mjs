// Owner and worker share a stop helper: the owner gives the worker three seconds to end.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { stopWorker } from './stop-worker.mjs';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
const { forced, code } = await stopWorker(worker, { graceMs: 3000 });
console.log(JSON.stringify({ forced, code }));
