import { parentPort } from 'node:worker_threads';

parentPort.on('message', (word) => parentPort.postMessage(word.toUpperCase()));
