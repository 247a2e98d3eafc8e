import { parentPort } from 'node:worker_threads';

parentPort.on('message', (message) => {
  if (message === 'exit') process.exit(0);
  parentPort.postMessage(message);
});
