import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
for (const at of [1, 2, 3]) {
  await sleep(150);
  parentPort.postMessage(workerData.text + at);
}
await sleep(60000);
