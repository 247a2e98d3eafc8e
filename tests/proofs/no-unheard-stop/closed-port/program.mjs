// A control channel tells the worker to close its port while its loop waits for the next task.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const saved = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: saved });
const control = new BroadcastChannel('control');
await once(worker, 'message');
control.postMessage('close your port');
const [exitCode] = await once(worker, 'exit');
control.close();
console.log(JSON.stringify({ exitCode, saved: saved[0] === 1 }));
