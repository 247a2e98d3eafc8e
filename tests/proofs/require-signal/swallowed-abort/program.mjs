// The server has no result yet. It counts the requests that come after the stop, and gives a result at the fifth.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { poll } from './poll.mjs';

const controller = new AbortController();
let requests = 0;
let requestsAfterStop = 0;
const server = createServer((request, response) => {
  requests += 1;
  if (controller.signal.aborted) requestsAfterStop += 1;
  if (requests === 3) controller.abort();
  response.statusCode = requestsAfterStop === 5 ? 200 : 503;
  response.end();
}).listen(0);
await once(server, 'listening');
const onError = (error) => {
  if (!controller.signal.aborted) throw error;
};
await poll(`http://localhost:${server.address().port}/`, { signal: controller.signal, onError }).catch((error) => {
  // A poll that was stopped has no result.
  if (error.name !== 'AbortError') throw error;
});
server.close();
server.closeAllConnections();
console.log(JSON.stringify({ requestsAfterStop }));
