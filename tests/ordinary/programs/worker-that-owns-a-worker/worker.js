import { parentPort, Worker } from 'node:worker_threads';
const inner = new Worker(new URL('./inner.js', import.meta.url));
inner.on('message', (n) => parentPort.postMessage(n));
parentPort.on('message', async (message) => {
  if (message === 'stop') {
    await inner.terminate();
    parentPort.close();
    return;
  }
  inner.postMessage(message);
});
