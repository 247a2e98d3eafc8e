// A service gets SIGTERM while its worker writes a report.
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const disk = new Int32Array(new SharedArrayBuffer(4));
const report = new URL('./report.csv', import.meta.url);
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { report: report.href, disk } });

process.once('SIGTERM', () => {
  worker.terminate();
});

process.once('SIGTERM', () => {
  // The disk takes the second half only now, so that the stop surely comes in the middle of the file.
  Atomics.store(disk, 0, 1);
  Atomics.notify(disk, 0);
});
worker.once('message', () => process.kill(process.pid, 'SIGTERM'));
worker.once('exit', () => {
  const lines = readFileSync(report, 'utf8').split('\n').length - 1;
  console.log(JSON.stringify({ linesInFile: lines, linesExpected: 1000 }));
});
