import { parentPort, workerData } from 'node:worker_threads';

const { turns } = workerData;
let stopped = false;
let best = 0;

parentPort.once('message', () => (stopped = true));

while (!stopped) {
  await improve();
}
parentPort.postMessage({ best });

async function improve() {
  best = Math.max(best, Math.random());
  Atomics.add(turns, 0, 1);
}
