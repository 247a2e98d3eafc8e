// Every request is a job; Ctrl-C (or SIGTERM) stops the server.
import { createServer } from 'node:http';
import { Pool } from './pool.mjs';

const pool = new Pool(2);
let accepted = 0;
for (let i = 0; i < 10; i++) pool.add(++accepted);

const server = createServer((request, response) => {
  pool.add(++accepted);
  response.end(`job ${accepted}\n`);
});
server.listen(0, () => console.log(`jobs are taken at http://localhost:${server.address().port}/`));

async function shutdown() {
  server.close();
  await pool.stop();
  const finished = pool.finished.length;
  const queued = pool.queue.length;
  const lost = accepted - finished - queued;
  console.log(`accepted ${accepted}, finished ${finished}, still queued ${queued}, lost ${lost}`);
}

process.once('SIGINT', shutdown);
process.once('SIGTERM', shutdown);
