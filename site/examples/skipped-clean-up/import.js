import { mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

const controller = new AbortController();

parentPort.on('message', (message) => {
  if (message === 'stop') controller.abort();
});

const folder = await mkdtemp('/tmp/import-');
try {
  for (let row = 0; !controller.signal.aborted; row += 1) await sleep(50);
} finally {
  await rm(folder, { recursive: true });
  console.log('the folder is gone');
}
parentPort.close();
