import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, n }) => parentPort.postMessage({ id, value: n * n }));
