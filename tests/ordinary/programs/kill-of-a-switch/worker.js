import { parentPort } from 'node:worker_threads';

parentPort.on('message', (n) => {
  switch (n) {
    case 1:
      return parentPort.postMessage('one');
    case 2:
      return parentPort.postMessage('two');
    default:
      return parentPort.postMessage('many');
  }
});
