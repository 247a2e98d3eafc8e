import { on } from 'node:events';
import { parentPort, workerData as saved } from 'node:worker_threads';

const control = new BroadcastChannel('control');
control.onmessage = () => {
  control.close();
  parentPort.close();
};
parentPort.postMessage('ready');
for await (const [task] of on(parentPort, 'message')) {
  if (task === 'last') break;
}
saved[0] = 1;
