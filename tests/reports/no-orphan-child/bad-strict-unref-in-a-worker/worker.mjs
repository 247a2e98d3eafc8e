import { spawn } from 'node:child_process';
import { parentPort } from 'node:worker_threads';

const child = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] }); // EXPECT: no-orphan-child
child.on('spawn', () => {
  child.unref();
  child.stdin.unref();
  child.stdout.unref();
});
child.stdout.once('data', (chunk) => parentPort.postMessage(String(chunk)));
child.stdin.write('ready\n');
