import { Worker } from 'node:worker_threads';

export function measure(text) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.once('message', (length) => resolve(length));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('ended')));
    worker.postMessage(text);
  });
}
