import { Worker } from 'node:worker_threads';

/** A worker for each text; it only answers, so that there is nothing to lose when it is ended. */
export function preview(text) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./preview-worker.mjs', import.meta.url));
    worker.once('message', (line) => {
      resolve(line);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`no preview, exit code ${code}`)));
    worker.postMessage(text);
  });
}
