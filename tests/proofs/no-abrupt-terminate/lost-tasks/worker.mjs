import { parentPort, workerData as disk } from 'node:worker_threads';

parentPort.on('message', (task) => {
  if (task === 'stop') return parentPort.close();
  if (task === 3) {
    parentPort.postMessage({ third: true });
    Atomics.wait(disk, 0, 0);
  }
  parentPort.postMessage({ answer: square(task) });
});

function square(task) {
  return task * task;
}
