import { parentPort } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
parentPort.on('message', async ({ n }) => {
  try {
    await sleep(100);
    parentPort.postMessage(n + 100);
  } finally {
    process.stderr.write('');
  }
});
