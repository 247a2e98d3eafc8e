import { spawn } from 'node:child_process';
import { parentPort } from 'node:worker_threads';

const stopping = new AbortController();

parentPort.on('message', ({ type, script, args }) => {
  if (type === 'stop') {
    stopping.abort();
    parentPort.close();
    return;
  }
  const child = spawn(process.execPath, [script, ...args], { signal: stopping.signal });
  child.once('error', () => {});
  child.once('exit', () => parentPort.postMessage('done'));
});
