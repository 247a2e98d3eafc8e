import { parentPort, workerData } from 'node:worker_threads';

const { turns } = workerData;
let best = 0;

while (true) {
  best = Math.max(best, Math.random());
  Atomics.add(turns, 0, 1);
}
parentPort.postMessage({ best });
