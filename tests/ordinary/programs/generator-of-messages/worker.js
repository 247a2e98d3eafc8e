import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';

for await (const [message] of on(parentPort, 'message')) {
  if (message === 'end') break;
  parentPort.postMessage([message]);
}
parentPort.close();
