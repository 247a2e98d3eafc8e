import { parentPort } from 'node:worker_threads';

const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const stopping = new AbortController();
parentPort.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort.off('message', onStop);
  stopping.abort();
});

try {
  await poll(stopping.signal);
} catch (error) {
  if (!stopping.signal.aborted) throw error;
}

async function poll(signal) {
  while (!signal.aborted) {
    parentPort.postMessage('nothing new');
    await rest(3500);
  }
}
