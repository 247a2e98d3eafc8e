// The server notes what it is told when a participant stops.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from './join.mjs';

let told = 'nothing';
const server = createServer((request, response) => {
  told = request.url.slice(1);
  response.end();
}).listen(0);
await once(server, 'listening');
const controller = new AbortController();
const left = join(`http://localhost:${server.address().port}`, controller.signal);
controller.abort();
await left.catch(() => {});
server.close();
server.closeAllConnections();
console.log(JSON.stringify({ told }));
