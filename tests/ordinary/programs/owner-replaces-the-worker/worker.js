import { parentPort, workerData } from 'node:worker_threads';

parentPort.postMessage(workerData.length);
setInterval(() => {}, 1000);
