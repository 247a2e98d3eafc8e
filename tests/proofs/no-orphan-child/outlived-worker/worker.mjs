import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData as port } from 'node:worker_threads';

const tool = spawn(process.execPath, [fileURLToPath(new URL('./tool.mjs', import.meta.url)), port]);
tool.once('spawn', () => parentPort.postMessage(tool.pid));

parentPort.on('message', (text) => {
  const { word } = JSON.parse(text);
  parentPort.postMessage(word.length);
});
