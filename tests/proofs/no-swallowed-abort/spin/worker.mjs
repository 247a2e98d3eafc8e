import { once } from 'node:events';
import { parentPort, workerData as turns } from 'node:worker_threads';
import { readPages } from './read-pages.mjs';

const stopping = new AbortController();
parentPort.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort.off('message', onStop);
  stopping.abort();
});

// No page ever comes.
const pages = new EventTarget();
const read = (page, { signal }) => once(pages, `page ${page}`, { signal });
parentPort.postMessage('ready');
await readPages(read, stopping.signal, turns);
