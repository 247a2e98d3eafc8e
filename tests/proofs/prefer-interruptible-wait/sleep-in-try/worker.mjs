import { parentPort, workerData as counts } from 'node:worker_threads';
import { sendAll } from './send-all.mjs';

const stopping = new AbortController();
parentPort.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort.off('message', onStop);
  stopping.abort();
});

await sendAll(['a', 'b', 'c'], {
  prepare: (batch) => parentPort.postMessage(`pausing before ${batch}`),
  send: () => Atomics.add(counts, 0, 1),
  fail: () => Atomics.add(counts, 1, 1),
  signal: stopping.signal,
});
