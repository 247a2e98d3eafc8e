import { parentPort } from 'node:worker_threads';

const handlers = {
  task: ({ n }) => parentPort.postMessage(n * 10),
  shutdown: () => parentPort.close(),
};
parentPort.on('message', (message) => handlers[message.type](message));
