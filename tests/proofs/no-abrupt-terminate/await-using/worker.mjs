import { parentPort, workerData } from 'node:worker_threads';

const { disk, entries } = workerData;

parentPort.on('message', (message) => {
  if (message === 'stop') parentPort.close();
});
parentPort.postMessage('writing');
Atomics.wait(disk, 0, 0);
finish();

function finish() {
  entries[0] += 1;
}
