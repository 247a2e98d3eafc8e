import { workerData } from 'node:worker_threads';

workerData.on('message', (n) => workerData.postMessage(n ** 3));
