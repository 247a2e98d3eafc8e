// Names pictures in a worker and makes them small with a tool. Both may end, or refuse to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const namer = new Worker(new URL('./namer.mjs', import.meta.url));
const open = new Map();
let next = 0;

namer.on('message', ({ id, name }) => {
  open.get(id)?.resolve(name);
  open.delete(id);
});
namer.on('error', (error) => console.error(error));
namer.on('exit', (code) => {
  for (const { reject } of open.values()) reject(new Error(`the namer ended with ${code}`));
  open.clear();
});

export function nameOf(picture) {
  return new Promise((resolve, reject) => {
    open.set(next, { resolve, reject });
    namer.postMessage({ id: next++, picture });
  });
}

const tool = spawn('mogrify', ['-resize', '50%', 'pictures/*.jpg']);

async function stopTool() {
  if (tool.exitCode !== null || tool.signalCode !== null) return;
  const ended = once(tool, 'exit');
  tool.kill();
  const timer = setTimeout(() => tool.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

async function stopNamer() {
  const ended = once(namer, 'exit');
  namer.postMessage({ type: 'stop' });
  await ended;
}

process.on('SIGTERM', async () => {
  await Promise.all([stopTool(), stopNamer()]);
  process.exit(0);
});
