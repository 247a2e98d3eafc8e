// The owner hands out jobs, asks the worker to stop in the middle, and kills it when it takes a hundred more.
import { MessageChannel, Worker } from 'node:worker_threads';

const { port1: jobs, port2 } = new MessageChannel();
const ledger = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
  workerData: { jobs: port2, ledger },
  transferList: [port2],
});

let taken = 0;
jobs.on('message', () => {
  taken += 1;
  if (taken === 1) worker.postMessage('stop');
  if (taken > 100) worker.terminate();
  else jobs.postMessage({ job: taken });
});

worker.once('exit', () => {
  jobs.close();
  console.log(JSON.stringify({ jobsTakenAfterStop: taken - 1, ledger: ledger[0] === 1 ? 'closed' : 'open' }));
});
