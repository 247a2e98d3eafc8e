// A worker that has something to say at its end is stopped.
import { once } from 'node:events';
import { stop, writer } from './writer.mjs';

let last = null;
writer.on('message', (message) => (last = message));
writer.postMessage(7);
await once(writer, 'message');
const ended = once(writer, 'exit');
await stop();
await ended;
console.log(JSON.stringify({ sum: last === 'taken' ? null : last }));
