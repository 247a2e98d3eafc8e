import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';

parentPort.on('message', async (n) => {
  const inner = new Worker(new URL('./inner.js', import.meta.url), { workerData: n });
  const [reply] = await once(inner, 'message');
  parentPort.postMessage(reply);
});
