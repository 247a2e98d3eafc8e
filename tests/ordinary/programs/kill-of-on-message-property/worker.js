import { parentPort } from 'node:worker_threads';

const squares = new Map();
parentPort.addListener('message', (n) => {
  if (!squares.has(n)) squares.set(n, n * n);
  parentPort.postMessage(squares.get(n));
});
