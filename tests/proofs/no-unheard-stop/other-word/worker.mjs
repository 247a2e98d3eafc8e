import { parentPort } from 'node:worker_threads';

parentPort.on('message', (message) => {
  if (message === 'shutdown') parentPort.close();
  else parentPort.postMessage(`done: ${message}`);
});
parentPort.postMessage('ready');
