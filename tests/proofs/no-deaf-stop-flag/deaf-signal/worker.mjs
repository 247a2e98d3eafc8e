import { parentPort, workerData } from 'node:worker_threads';

const { signal, turns, ledger } = workerData;

await serve();

async function serve() {
  while (!signal.aborted) settle();
  ledger[0] = 1;
  parentPort.postMessage('closed');
}

function settle() {
  Atomics.add(turns, 0, 1);
  ledger[1] = turns[0];
}
