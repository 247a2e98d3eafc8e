// The owner asks a worker that waits for the next page to stop, and looks how often its loop turns after that.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const turns = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: turns });
await once(worker, 'message');
let end = null;
const exited = once(worker, 'exit').then(() => (end ??= 'by itself'));
const before = Atomics.load(turns, 0);
worker.postMessage('stop');
while (end === null) {
  await sleep(5);
  if (Atomics.load(turns, 0) - before > 3000) end ??= 'spins';
}
const turnsAfterStop = Atomics.load(turns, 0) - before;
if (end === 'spins') await worker.terminate();
await exited;
console.log(JSON.stringify({ end, turnsAfterStop }));
