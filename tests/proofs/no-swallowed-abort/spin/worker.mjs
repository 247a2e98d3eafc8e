import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { readPages } from './read-pages.mjs';

const stopping = new AbortController();
let isDeaf = true;
parentPort.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort.off('message', onStop);
  setImmediate(() => (isDeaf = false));
  stopping.abort();
});

// No page ever comes; the last of many turns ends the show.
const pages = new EventTarget();
let end = 'by itself';
let turnsAfterStop = 0;
async function read(page, { signal }) {
  if (signal.aborted) turnsAfterStop += 1;
  if (turnsAfterStop === 3000) {
    end = isDeaf ? 'deaf' : 'late';
    return { next: null };
  }
  return once(pages, `page ${page}`, { signal });
}

parentPort.postMessage('ready');
await readPages(read, stopping.signal);
parentPort.postMessage({ end, turnsAfterStop });
