// The stop comes during the first of three tasks.
import { consume } from './consume.mjs';

const queue = ['a', 'b', 'c'];
const controller = new AbortController();
let done = 0;
await consume(queue, controller.signal, async () => {
  controller.abort();
  done += 1;
});
console.log(JSON.stringify({ done, queued: queue.length }));
