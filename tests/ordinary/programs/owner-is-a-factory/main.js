import { createUpper } from './upper.js';

const upper = createUpper();
const replies = [];
for (const word of ['a', 'b', 'c']) replies.push(await upper.run(word));
const started = performance.now();
await upper.dispose();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
