import { on } from 'node:events';
import { parentPort, workerData as result } from 'node:worker_threads';

let sum = 0;
for await (const [message] of on(parentPort, 'message')) {
  if (message === 'stop') parentPort.close();
  else sum += message;
}
result[0] = sum;
