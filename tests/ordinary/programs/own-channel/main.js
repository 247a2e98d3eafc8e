import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: port2, transferList: [port2] });
const replies = [];
port1.on('message', (message) => replies.push(message));
for (const n of [1, 2, 3]) port1.postMessage(n);
while (replies.length < 3) await once(port1, 'message');
const started = performance.now();
port1.close();
await once(worker, 'exit');
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
