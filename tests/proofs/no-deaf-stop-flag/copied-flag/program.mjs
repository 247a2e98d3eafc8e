// Owner and worker in one file. Each thread has its own copy of `stopped`.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

let stopped = false;

if (isMainThread) {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  const stopFlag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { turns, stopFlag } });
  let report = 'lost';
  let hasEnded = false;
  worker.once('message', () => (report = 'kept'));
  worker.once('exit', () => (hasEnded = true));
  while (Atomics.load(turns, 0) === 0) await nextTurn();
  const asked = Atomics.load(turns, 0);
  stopped = true;
  Atomics.store(stopFlag, 0, 1);
  while (!hasEnded && Atomics.load(turns, 0) < asked + 1e4) await nextTurn();
  const end = hasEnded ? 'by itself' : 'by a kill';
  await worker.terminate();
  console.log(JSON.stringify({ end, report }));
} else {
  while (!stopped) {
    await nextTurn();
    Atomics.add(workerData.turns, 0, 1);
  }
  parentPort.postMessage('report');
}
