import { spawn } from 'node:child_process';
import { parentPort } from 'node:worker_threads';

// Runs until it is told to end.
const TOOL = 'setInterval(() => {}, 1000)';

parentPort.on('message', (message) => {
  if (message === 'stop') {
    parentPort.close();
    return;
  }
  const tool = spawn(process.execPath, ['-e', TOOL], { stdio: 'ignore' });
  tool.once('spawn', () => parentPort.postMessage(tool.pid));
  tool.unref();
});
