import { parentPort } from 'node:worker_threads';
import { writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
parentPort.on('message', async (n) => {
  await writeFile(devNull, String(n));
  parentPort.postMessage(n * n);
});
