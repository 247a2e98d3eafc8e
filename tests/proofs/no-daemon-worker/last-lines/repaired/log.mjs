import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const spool = new Worker(new URL('./spool.mjs', import.meta.url), { workerData: process.argv[2] });
spool.unref();

export const log = (line) => spool.postMessage(line);

process.once('beforeExit', async () => {
  const ended = once(spool, 'exit');
  spool.ref();
  spool.postMessage('stop');
  await ended;
});
