import { noted, startShell } from './shells.js';

const stopping = new AbortController();
const first = await startShell('first');
const second = startShell('second', stopping.signal);
const began = performance.now();
stopping.abort();
const replies = [first, await second, noted.join('+')];
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
