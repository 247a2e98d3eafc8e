import { poll } from './poll.js';
const replies = [
  await poll({ tries: 2 }),
  await poll({ tries: 3, signal: new AbortController().signal }),
  await poll({ tries: 1 }),
];
const began = performance.now();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
