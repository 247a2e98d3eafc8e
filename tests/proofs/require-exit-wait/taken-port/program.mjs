// A service is closed, and its port is used again.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { start } from './service.mjs';

const service = start([0, 0]);
const [[port]] = await Promise.all(service.children.map((child) => once(child, 'message')));
const ended = service.children.map((child) => once(child, 'exit'));
await service.close();
const next = createServer().listen(port, '127.0.0.1');
const outcome = await once(next, 'listening').then(
  () => 'listening',
  ({ code }) => code,
);
next.close();
await Promise.all(ended);
console.log(JSON.stringify({ next: outcome }));
