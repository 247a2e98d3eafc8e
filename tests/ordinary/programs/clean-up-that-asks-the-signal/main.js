import { turn } from './turn.js';
const stopping = new AbortController();
const replies = [];
setTimeout(() => stopping.abort(), 60);
const began = performance.now();
await turn(stopping.signal, (text) => replies.push(text));
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
