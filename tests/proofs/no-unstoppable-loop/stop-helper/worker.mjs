import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

while (true) {
  parentPort.postMessage(process.memoryUsage().heapUsed);
  await sleep(20);
}
