// A program with a helper is told by SIGTERM to end.
import { fork } from 'node:child_process';
import { once } from 'node:events';

const app = fork(new URL('./app.mjs', import.meta.url));
const [pid] = await once(app, 'message');
const ended = once(app, 'exit');
app.kill('SIGTERM');
await ended;
let isRunning = true;
try {
  process.kill(pid, 'SIGTERM');
} catch {
  isRunning = false;
}
console.log(JSON.stringify({ helperIsRunning: isRunning }));
