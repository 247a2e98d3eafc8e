import { spawn } from 'node:child_process';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ type, script, args }) => {
  if (type === 'stop') {
    parentPort.close();
    return;
  }
  const child = spawn(process.execPath, [script, ...args]);
  child.once('exit', () => parentPort.postMessage('done'));
});
