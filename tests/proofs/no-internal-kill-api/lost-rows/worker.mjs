import { parentPort } from 'node:worker_threads';

// Adds up what is sold, and says at the end how much it was.
let sum = 0;
parentPort.on('message', (price) => {
  if (price === 'stop') {
    parentPort.postMessage(sum);
    parentPort.close();
    return;
  }
  sum += price;
  parentPort.postMessage('taken');
});
