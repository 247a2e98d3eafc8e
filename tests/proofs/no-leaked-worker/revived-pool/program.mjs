// A pool of two workers is stopped.
import { add, stop } from './pool.mjs';

const running = new Set();
process.on('worker', (worker) => {
  running.add(worker);
  worker.once('exit', () => running.delete(worker));
});
add();
add();
await new Promise((resolve) => setImmediate(resolve));
await stop();
await new Promise((resolve) => setImmediate(resolve));
console.log(JSON.stringify({ running: running.size }));
process.exit();
