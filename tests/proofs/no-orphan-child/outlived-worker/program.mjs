// A worker that runs a tool fails.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';

const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
await once(server, 'listening');
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: server.address().port });
const [[pid]] = await Promise.all([once(worker, 'message'), once(server, 'connection')]);
worker.once('error', () => {});
const ended = new Promise((resolve) => worker.once('exit', resolve));
worker.postMessage('no JSON');
await ended;
console.log(JSON.stringify({ toolIsRunning: isAlive(pid) }));
process.exit();

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
