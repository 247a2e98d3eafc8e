// The owner hands over a signal that does arrive, aborts it, and kills the worker a million turns later.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { transferableAbortController } from 'node:util';
import { Worker } from 'node:worker_threads';

const stopping = transferableAbortController();
const turns = new Int32Array(new SharedArrayBuffer(4));
const ledger = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
  workerData: { signal: stopping.signal, turns, ledger },
  transferList: [stopping.signal],
});

let hasEnded = false;
worker.once('exit', () => (hasEnded = true));
while (Atomics.load(turns, 0) === 0) await nextTurn();
const asked = Atomics.load(turns, 0);
stopping.abort();
while (!hasEnded && Atomics.load(turns, 0) < asked + 1e6) await nextTurn();
const stopped = hasEnded ? 'by itself' : 'by a kill';
await worker.terminate();
console.log(JSON.stringify({ stopped, ledger: ledger[0] === 1 ? 'closed' : 'open' }));
