import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

let last = Promise.resolve();
function exclusive(work) {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}
parentPort.on('message', async (n) => {
  const value = await exclusive(async () => {
    await sleep(5);
    return n * 4;
  });
  parentPort.postMessage(value);
});
