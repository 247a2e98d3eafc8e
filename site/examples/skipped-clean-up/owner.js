// A folder that nobody removes
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./import.js', import.meta.url));

process.once('SIGTERM', async () => {
  await worker.terminate();
  console.log('the import has ended');
});
