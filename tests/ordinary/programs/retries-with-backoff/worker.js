import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

async function retry(work) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt === 3) throw error;
      await sleep(5 * attempt);
    }
  }
}
parentPort.on('message', async (n) => {
  const attempts = await retry(async (attempt) => {
    if (attempt < n) throw new Error('not yet');
    return attempt;
  });
  parentPort.postMessage(attempts);
});
