import { parentPort } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { expose } from './rpc.js';
expose(parentPort, {
  add: (a, b) => a + b,
  slow: async (n) => {
    await sleep(200);
    return n;
  },
});
