// Names pictures in a worker and makes them small with a tool. Both may end, or refuse to.
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';

const namer = new Worker(new URL('./namer.mjs', import.meta.url));
const open = new Map();
let next = 0;

namer.on('message', ({ id, name }) => {
  open.get(id)?.resolve(name);
  open.delete(id);
});
namer.on('exit', (code) => console.error(`the namer ended with ${code}`));

export function nameOf(picture) {
  return new Promise((resolve, reject) => {
    open.set(next, { resolve, reject });
    namer.postMessage({ id: next++, picture });
  });
}

const tool = spawn('mogrify', ['-resize', '50%', 'pictures/*.jpg']);

function stopTool() {
  tool.kill();
  setTimeout(() => {
    if (!tool.killed) tool.kill('SIGKILL');
  }, 5000);
}

process.on('SIGTERM', () => {
  stopTool();
  process.exit(0);
});
