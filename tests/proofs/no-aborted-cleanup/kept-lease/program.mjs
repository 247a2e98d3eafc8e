// The server has given a lease to a job, which is asked to stop.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { runJob } from './run-job.mjs';

let leases = 1;
const server = createServer((request, response) => {
  if (request.method === 'DELETE') leases -= 1;
  response.end();
}).listen(0);
await once(server, 'listening');
const controller = new AbortController();
const work = (signal) => sleep(60_000, undefined, { signal });
const job = runJob(`http://localhost:${server.address().port}`, work, controller.signal);
controller.abort();
await job.catch(() => {});
server.close();
server.closeAllConnections();
console.log(JSON.stringify({ leases }));
