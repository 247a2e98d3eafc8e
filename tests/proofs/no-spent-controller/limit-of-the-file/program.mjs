// A server that answers at once is asked when the program has run for a while.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { load } from './load.mjs';

const server = createServer((request, response) => response.end('ok')).listen(0, '127.0.0.1');
await once(server, 'listening');
await sleep(1000);
const answer = await load(`http://127.0.0.1:${server.address().port}/`).then(
  (response) => response.text(),
  ({ name }) => name,
);
console.log(JSON.stringify({ answer }));
process.exit();
