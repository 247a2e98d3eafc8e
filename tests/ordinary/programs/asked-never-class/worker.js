import { appendFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async ({ note }) => {
  await appendFile(devNull, note);
  parentPort.postMessage({ saved: note });
});
