import { Worker } from 'node:worker_threads';

/** Workers by their threads; one that has ended is taken out. */
export const byThread = new Map();

export function add() {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  byThread.set(worker.threadId, worker);
  worker.once('exit', () => byThread.delete(worker.threadId));
  return worker;
}
