import { parentPort, workerData } from 'node:worker_threads';

const [LOCK, FROM, TO] = [0, 1, 2];

parentPort.on('message', (message) => {
  if (message === 'stop') return parentPort.close();
  while (Atomics.compareExchange(workerData, LOCK, 0, 1) !== 0) Atomics.wait(workerData, LOCK, 1);
  workerData[FROM] -= message.amount;
  workerData[TO] += message.amount;
  Atomics.store(workerData, LOCK, 0);
  Atomics.notify(workerData, LOCK, 1);
});
