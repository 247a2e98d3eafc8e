import { waitUntilClear } from './wait.js';
let asked = 0;
const service = {
  status: async ({ signal }) => {
    signal?.throwIfAborted();
    return ++asked < 3 ? 'canceling' : 'ready';
  },
};
const began = performance.now();
const last = await waitUntilClear(service, 'stopping', { signal: new AbortController().signal });
console.log(JSON.stringify({ replies: [last, asked, 'x'], closedMs: Math.round(performance.now() - began) }));
