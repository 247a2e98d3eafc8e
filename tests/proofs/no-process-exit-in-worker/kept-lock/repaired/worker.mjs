import { rmSync, writeFileSync } from 'node:fs';
import { parentPort, workerData as lock } from 'node:worker_threads';

parentPort.once('message', (job) => {
  writeFileSync(lock, '', { flag: 'wx' });
  try {
    if (job.rows.length === 0) process.exitCode = 2;
    else parentPort.postMessage(job.rows.length);
  } finally {
    rmSync(lock);
  }
});
