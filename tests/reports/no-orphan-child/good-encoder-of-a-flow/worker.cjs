const { parentPort } = require('node:worker_threads');
const { spawn } = require('node:child_process');

let thread = null;

parentPort.on('message', ({ type, args }) => {
  if (type === 'exit') {
    if (!thread) return parentPort.close();
    thread.once('close', () => parentPort.close());
    thread.kill();
    return;
  }
  if (type !== 'encode') return;
  thread = spawn('HandBrakeCLI', args);
  thread.stdout.on('data', (chunk) => parentPort.postMessage({ type: 'progress', text: String(chunk) }));
  thread.on('close', (code) => {
    thread = null;
    parentPort.postMessage({ type: 'done', code });
  });
});
