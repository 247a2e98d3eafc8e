// A search that awaits something in every turn, but nothing that lets a message in. The owner asks it to stop, and kills it
// a hundred thousand turns later.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const turns = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { turns } });

let result = 'lost';
let hasEnded = false;
worker.once('message', () => (result = 'kept'));
worker.once('exit', () => (hasEnded = true));

while (Atomics.load(turns, 0) === 0) await nextTurn();
worker.postMessage('stop');
const asked = Atomics.load(turns, 0);
while (!hasEnded && Atomics.load(turns, 0) < asked + 1e5) await nextTurn();
// A last message may still be on its way.
const stopped = hasEnded || result === 'kept' ? 'by itself' : 'by a kill';
await worker.terminate();
console.log(JSON.stringify({ stopped, result }));
