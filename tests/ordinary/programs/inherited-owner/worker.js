import { parentPort } from 'node:worker_threads';
import { appendFile } from 'node:fs/promises';
import { devNull } from 'node:os';
parentPort.on('message', async ({ id, n }) => {
  await appendFile(devNull, String(n));
  parentPort.postMessage({ id, value: n * 2 });
});
