import { parentPort } from 'node:worker_threads';

let count = 0;
const timer = setInterval(() => parentPort.postMessage((count += 1)), 200);

parentPort.on('message', (message) => {
  if (message !== 'stop') return;
  clearInterval(timer);
  parentPort.close();
});
