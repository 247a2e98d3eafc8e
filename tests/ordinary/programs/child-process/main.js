import { fork } from 'node:child_process';
import { once } from 'node:events';

const child = fork(new URL('./child.js', import.meta.url));
const replies = [];
for (const n of [1, 2, 3]) {
  child.send(n);
  replies.push((await once(child, 'message'))[0]);
}
const started = performance.now();
child.disconnect();
await once(child, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
