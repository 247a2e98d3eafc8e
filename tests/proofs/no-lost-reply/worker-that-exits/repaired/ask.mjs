import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
const open = new Map();
let next = 0;

worker.on('message', ({ id, value }) => {
  open.get(id)?.resolve(value);
  open.delete(id);
});
worker.on('exit', (code) => {
  for (const { reject } of open.values()) reject(new Error(`worker ended with ${code}`));
  open.clear();
});

export function ask(task) {
  return new Promise((resolve, reject) => {
    open.set(next, { resolve, reject });
    worker.postMessage({ id: next++, task });
  });
}
