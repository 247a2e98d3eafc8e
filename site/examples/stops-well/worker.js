import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async (message) => {
  if (message === 'stop') return parentPort.close();
  await sleep(20 * message.task);
  parentPort.postMessage(`task ${message.task} is done`);
});
