// The owner aborts a signal that the worker was given; the worker says what it was given, and how it ended.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const controller = new AbortController();
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { signal: controller.signal } });
const [given] = await once(worker, 'message');
const ended = once(worker, 'message');
const exited = once(worker, 'exit');
controller.abort();
worker.postMessage('look');
const [{ sawStop }] = await ended;
await exited;
console.log(JSON.stringify({ given, sawStop }));
