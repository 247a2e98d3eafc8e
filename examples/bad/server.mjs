// Every request is a job; Ctrl-C (or SIGTERM) stops the server.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { announce } from './announce.mjs';
import { Pool } from './pool.mjs';

const stopping = new AbortController();
const pool = new Pool(2);
let accepted = 0;
for (let i = 0; i < 10; i++) pool.add(++accepted);

const server = createServer((request, response) => {
  pool.add(++accepted);
  response.end(`job ${accepted}\n`);
});
server.listen(0);
announce(server, stopping.signal).catch(() => console.log('stopped before the start'));

// Tells now and then how much is waiting. An abort is an error like others to it, so it starts itself again.
async function report() {
  try {
    await pause(5000, undefined, { signal: stopping.signal });
    console.log(`${pool.queue.length} jobs wait`);
  } catch (error) {
    console.error(error.message);
  }
  setTimeout(report, 50);
}
report();

async function shutdown() {
  stopping.abort();
  const closed = once(server.close(), 'close', { signal: stopping.signal });
  await Promise.allSettled([closed, pool.stop()]);
  const finished = pool.finished.length;
  const queued = pool.queue.length;
  const lost = accepted - finished - queued;
  console.log(`accepted ${accepted}, finished ${finished}, still queued ${queued}, lost ${lost}`);
  process.exit(); // the report never ends
}

process.once('SIGINT', shutdown);
process.once('SIGTERM', shutdown);
