import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';

// Runs until it is told to end.
const TOOL = 'setInterval(() => {}, 1000)';
let tool;

parentPort.on('message', async (message) => {
  if (message === 'stop') {
    const ended = once(tool, 'exit');
    tool.kill();
    await ended;
    parentPort.close();
    return;
  }
  tool = spawn(process.execPath, ['-e', TOOL], { stdio: 'ignore' });
  tool.once('spawn', () => parentPort.postMessage(tool.pid));
});
