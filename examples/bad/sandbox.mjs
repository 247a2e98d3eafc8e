// Runs what users wrote in a thread beside the server. What the code takes stays taken when its time is up.
import vm from 'node:vm';
import { Worker, parentPort } from 'node:worker_threads';

const api = {
  withLock(work) {
    parentPort.postMessage('lock');
    work();
    parentPort.postMessage('unlock');
  },
};

export const run = (code) => vm.runInNewContext(code, { api }, { timeout: 100 });

export function warmUp() {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  worker.unref();
}

export function end() {
  parentPort.close();
  parentPort.postMessage('ended');
  process.exit(0);
}

parentPort?.once('message', end);
