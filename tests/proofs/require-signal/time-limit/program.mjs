// The job is asked to stop while the server thinks about its answer, which comes half a second later.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fetchRates } from './fetch-rates.mjs';

const server = createServer().listen(0);
await once(server, 'listening');
const controller = new AbortController();
const asked = once(server, 'request');
const job = fetchRates(`http://localhost:${server.address().port}/`, { signal: controller.signal });
const ended = job.then(() => 'the answer', () => 'the stop');
const [, response] = await asked;
controller.abort();
const answer = setTimeout(() => response.end('{}'), 500);
const endedBy = await ended;
clearTimeout(answer);
server.close();
server.closeAllConnections();
console.log(JSON.stringify({ endedBy }));
