// A worker that runs a tool is asked to stop, and ends.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
worker.postMessage('start');
const [pid] = await once(worker, 'message');
const ended = once(worker, 'exit');
worker.postMessage('stop');
await ended;
let isRunning = true;
try {
  process.kill(pid, 'SIGTERM');
} catch {
  isRunning = false;
}
console.log(JSON.stringify({ toolIsRunning: isRunning }));
