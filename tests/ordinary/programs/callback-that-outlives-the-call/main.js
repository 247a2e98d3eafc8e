import { begin } from './begin.js';
const turn = new AbortController();
const replies = [];
const done = begin(turn.signal, (text) => replies.push(text));
const began = performance.now();
turn.abort();
await done.later;
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
