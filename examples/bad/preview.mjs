import { Worker } from 'node:worker_threads';

/** A worker for each text, which listens on when it has answered: nobody ends it. */
export function preview(text) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./preview-worker.mjs', import.meta.url));
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`no preview, exit code ${code}`)));
    worker.postMessage(text);
  });
}
