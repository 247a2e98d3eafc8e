import { waitUntilReady } from './wait.js';

const told = [];
const probe = { isReady: false, tell: (text) => told.push(text) };
const stopping = new AbortController();
const late = await waitUntilReady(probe, 200);
const waiting = waitUntilReady(probe, 60_000, stopping.signal);
const began = performance.now();
stopping.abort();
const replies = [late, await waiting, told.join('+')];
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
