import { parentPort } from 'node:worker_threads';
let sum = 0;
parentPort.on('message', (n) => {
  sum += n;
  parentPort.postMessage(sum);
});
