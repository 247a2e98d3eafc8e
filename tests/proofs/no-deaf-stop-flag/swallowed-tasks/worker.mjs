import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

let idle;
parentPort.on('message', (task) => {
  clearImmediate(idle);
  for (let part = 0; part < task.parts; part += 1) {
    if (receiveMessageOnPort(parentPort)?.message === 'stop') break;
  }
  Atomics.add(workerData.done, 0, 1);
  idle = setImmediate(() => parentPort.close());
});
