import { tryOften } from './tries.js';

const fail = async (tries) => {
  throw new Error(`failed ${tries}`);
};
const stopping = new AbortController();
const first = await tryOften(async () => 'first');
const second = await tryOften((tries) => (tries > 0 ? 'second' : fail(tries)), { signal: stopping.signal });
const third = tryOften(fail, { signal: stopping.signal });
const began = performance.now();
setTimeout(() => stopping.abort(), 50);
const replies = [first, second, await third.catch((error) => error.message)];
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
