import { parentPort } from 'node:worker_threads';

parentPort.on('message', (message) => {
  if (message === 'stop') {
    parentPort.close();
  }
});
