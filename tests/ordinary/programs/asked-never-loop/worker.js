import { appendFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

while (true) {
  await appendFile(devNull, 'turn');
  parentPort.postMessage('turn');
  await sleep(300);
}
