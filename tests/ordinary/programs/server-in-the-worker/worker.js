import { once } from 'node:events';
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

const server = createServer((request, response) => response.end(request.url));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
parentPort.postMessage(server.address().port);
parentPort.on('message', (message) => {
  if (message !== 'close') return;
  server.close();
  parentPort.close();
});
