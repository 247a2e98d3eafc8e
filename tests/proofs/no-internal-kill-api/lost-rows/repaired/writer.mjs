import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export const writer = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: process.argv[2] });

export async function stop() {
  const ended = once(writer, 'exit');
  writer.postMessage('stop');
  await ended;
}
