import { parentPort, workerData } from 'node:worker_threads';

const pause = new Int32Array(new SharedArrayBuffer(4));

while (Atomics.load(workerData.stopFlag, 0) === 0) {
  parentPort.postMessage('measured');
  Atomics.wait(pause, 0, 0, 3500);
}
