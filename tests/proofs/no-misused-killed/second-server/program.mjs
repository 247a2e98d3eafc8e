// A server is stopped, and its port is used again.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { server, stop } from './stop.mjs';

const [port] = await once(server, 'message');
const ended = once(server, 'exit');
await stop();
const next = createServer().listen(port, '127.0.0.1');
const outcome = await once(next, 'listening').then(
  () => 'listening',
  ({ code }) => code,
);
next.close();
await ended;
console.log(JSON.stringify({ next: outcome }));
