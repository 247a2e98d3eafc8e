import { parentPort } from 'node:worker_threads';

const queue = [];
const timer = setInterval(() => {
  const n = queue.shift();
  if (n !== undefined) parentPort.postMessage(-n);
}, 5);
parentPort.on('message', (message) => {
  if (message !== 'stop') return void queue.push(message);
  clearInterval(timer);
  parentPort.close();
});
