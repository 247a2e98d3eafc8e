import { request, UserAbortError } from './client.js';

const stopping = new AbortController();
let asked = 0;
const first = await request(async () => 'first', {}, 3);
const second = await request(async () => (asked++ > 0 ? 'second' : null), { signal: stopping.signal }, 3);
const third = request(async () => null, { signal: stopping.signal }, 9);
const began = performance.now();
setTimeout(() => stopping.abort(), 50);
const end = await third.catch((error) => (error instanceof UserAbortError ? error.message : String(error)));
const replies = [first, second, end];
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
