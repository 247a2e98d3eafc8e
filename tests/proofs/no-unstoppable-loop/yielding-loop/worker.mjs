import { parentPort, workerData } from 'node:worker_threads';

const { jobs, ledger } = workerData;
const stopping = new AbortController();

parentPort.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort.off('message', onStop);
  stopping.abort();
});

await serve();

async function serve() {
  try {
    while (true) {
      jobs.postMessage('next');
      await new Promise((resolve) => jobs.once('message', resolve));
    }
  } finally {
    ledger[0] = 1;
    jobs.close();
  }
}
