import { appendFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async ({ note }) => {
  parentPort.postMessage({ begun: note });
  await sleep(50);
  await appendFile(devNull, note);
  parentPort.postMessage({ saved: note });
});
