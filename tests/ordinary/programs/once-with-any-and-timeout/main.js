import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
const stopping = new AbortController();
const bus = new EventEmitter();
const replies = [];
async function next(signal) {
  const both = AbortSignal.any([signal, AbortSignal.timeout(400)]);
  try {
    return (await once(bus, 'item', { signal: both }))[0];
  } catch (error) {
    if (signal.aborted) return 'stopped';
    return 'late';
  }
}
async function run(signal) {
  while (!signal.aborted) replies.push(await next(signal));
}
const running = run(stopping.signal);
await sleep(30);
bus.emit('item', 1);
await sleep(500);
bus.emit('item', 2);
await sleep(30);
const began = performance.now();
stopping.abort();
await running;
console.log(JSON.stringify({ replies: replies.slice(0, 3), closedMs: Math.round(performance.now() - began) }));
