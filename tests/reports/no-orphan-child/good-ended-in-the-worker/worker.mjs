import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';

const child = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
const gone = once(child, 'exit');
child.stdout.on('data', (chunk) => parentPort.postMessage(String(chunk)));
parentPort.on('message', async (message) => {
  if (message !== 'stop') return void child.stdin.write(message);
  child.kill();
  await gone;
  parentPort.close();
});
