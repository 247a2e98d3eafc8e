import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';

const queue = [];
let isStopped = false;
const onMessage = (message) => {
  if (message === 'stop') isStopped = true;
  else queue.push(message);
  parentPort.emit('work');
};
parentPort.on('message', onMessage);
while (!isStopped || queue.length > 0) {
  if (queue.length === 0) await once(parentPort, 'work');
  else parentPort.postMessage(queue.shift() * 2);
}
parentPort.off('message', onMessage);
