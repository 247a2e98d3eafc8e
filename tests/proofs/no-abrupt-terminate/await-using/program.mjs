// The end of the block disposes the worker while it has an entry in its hands.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const disk = new Int32Array(new SharedArrayBuffer(4));
const entries = new Int32Array(new SharedArrayBuffer(4));

async function archive() {
  await using worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { disk, entries } });
  const [state] = await once(worker, 'message');
  // The disk answers only when the block has ended, so that the stop surely comes in the middle.
  setImmediate(() => {
    Atomics.store(disk, 0, 1);
    Atomics.notify(disk, 0);
  });
  return state;
}

const state = await archive();
console.log(JSON.stringify({ state, entriesWritten: entries[0] }));
