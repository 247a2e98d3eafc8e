import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

let turns = 0;
parentPort.on('message', async (n) => {
  const deadline = Date.now() + 2000;
  const goal = turns + n;
  while (turns < goal && Date.now() < deadline) {
    await sleep(5);
    turns += 1;
  }
  parentPort.postMessage(turns);
});
