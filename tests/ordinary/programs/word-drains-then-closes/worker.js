import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

const running = new Set();
async function work(n) {
  await sleep(20);
  parentPort.postMessage(n);
}
parentPort.on('message', async (message) => {
  if (message === 'finish') {
    await Promise.all(running);
    parentPort.close();
    return;
  }
  const job = work(message);
  running.add(job);
  job.finally(() => running.delete(job));
});
