// A worker that renders is stopped; then the file is written anew.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const file = fileURLToPath(new URL('./page.html', import.meta.url));
const script = fileURLToPath(new URL('./render.mjs', import.meta.url));
const worker = new Worker(new URL('./worker.mjs', import.meta.url));
worker.postMessage({ type: 'render', script, args: [server.address().port, file] });
const [socket] = await once(server, 'connection');
const left = new Promise((resolve) => socket.once('close', resolve));
socket.on('error', () => {}).resume();
const ended = once(worker, 'exit');
worker.postMessage({ type: 'stop' });
await Promise.race([ended, sleep(1000, null, { ref: false })]);
await worker.terminate();
writeFileSync(file, 'new');
socket.write('go');
await left;
console.log(JSON.stringify({ page: readFileSync(file, 'utf8') }));
server.close();
