import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
const turns = [];
worker.on('message', (turn) => turns.push(turn));

export async function close() {
  await worker.terminate();
}

while (turns.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
const asked = performance.now();
await close();
console.log(JSON.stringify({ replies: turns.slice(0, 3), closedMs: Math.round(performance.now() - asked) }));
