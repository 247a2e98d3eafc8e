import { parentPort } from 'node:worker_threads';

parentPort.on('message', (message) => {
  if (message === 'quit') parentPort.close();
  else parentPort.postMessage(message + 1);
});
