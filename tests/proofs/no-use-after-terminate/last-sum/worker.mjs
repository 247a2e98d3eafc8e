import { parentPort } from 'node:worker_threads';

let sum = 0;
parentPort.on('message', (price) => {
  if (price === 'stop') {
    parentPort.close();
    parentPort.postMessage(sum);
    return;
  }
  sum += price;
});
