import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

let isStopped = false;

parentPort.on('message', (message) => {
  if (message === 'stop') isStopped = true;
});

while (!isStopped) {
  console.log('looked for new mail');
  await sleep(3000);
}
parentPort.close();
