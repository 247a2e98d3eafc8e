// Ten pictures, and a deploy
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.js', import.meta.url));
let answers = 0;

worker.on('message', () => {
  answers += 1;
});
worker.on('exit', () => console.log(`${answers} of 10 pictures`));

for (let picture = 1; picture <= 10; picture += 1) worker.postMessage({ picture });

process.once('SIGTERM', async () => {
  await worker.terminate();
});
