import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
let turns = 0;
worker.on('message', () => (turns += 1));

export async function close() {
  await worker.terminate();
}

while (turns < 3) await new Promise((resolve) => setTimeout(resolve, 10));
const asked = performance.now();
await close();
console.log(JSON.stringify({ replies: [turns >= 3], closedMs: Math.round(performance.now() - asked) }));
