import { parentPort } from 'node:worker_threads';
import { poll } from './poll.mjs';

const stopping = new AbortController();
parentPort.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort.off('message', onStop);
  stopping.abort();
});

try {
  await poll(() => parentPort.postMessage('nothing new'), stopping.signal);
} catch (error) {
  if (!stopping.signal.aborted) throw error;
}
