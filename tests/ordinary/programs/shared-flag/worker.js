import { parentPort, workerData as shared } from 'node:worker_threads';

let last = 0;
while (Atomics.load(shared, 1) === 0) {
  Atomics.wait(shared, 0, last);
  last = Atomics.load(shared, 0);
  if (Atomics.load(shared, 1) === 0) parentPort.postMessage(last);
}
