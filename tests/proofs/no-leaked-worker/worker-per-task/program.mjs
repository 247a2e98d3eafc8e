// Three texts are measured.
import { measure } from './measure.mjs';

const running = new Set();
process.on('worker', (worker) => {
  running.add(worker);
  worker.once('exit', () => running.delete(worker));
});
for (const text of ['one', 'two', 'three']) await measure(text);
console.log(JSON.stringify({ running: running.size }));
process.exit();
