// A search that never yields. The owner asks it to stop in both ways that there are, and kills it a million turns later.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const stopFlag = new Int32Array(new SharedArrayBuffer(4));
const turns = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { stopFlag, turns } });

let result = 'lost';
let hasEnded = false;
worker.once('message', () => (result = 'kept'));
worker.once('exit', () => (hasEnded = true));

while (turns[0] === 0) await nextTurn();
const asked = turns[0];
Atomics.store(stopFlag, 0, 1);
Atomics.notify(stopFlag, 0);
worker.postMessage('stop');
while (!hasEnded && turns[0] < asked + 1e6) await nextTurn();
const stopped = hasEnded ? 'by itself' : 'by a kill';
await worker.terminate();
console.log(JSON.stringify({ stopped, result }));
