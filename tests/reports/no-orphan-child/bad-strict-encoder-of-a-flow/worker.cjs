const { parentPort } = require('node:worker_threads');
const { spawn } = require('node:child_process');

parentPort.on('message', ({ type, args }) => {
  if (type !== 'encode') return;
  const thread = spawn('HandBrakeCLI', args); // EXPECT: no-orphan-child
  thread.stdout.on('data', (chunk) => parentPort.postMessage({ type: 'progress', text: String(chunk) }));
  thread.on('close', (code) => parentPort.postMessage({ type: 'done', code }));
});
