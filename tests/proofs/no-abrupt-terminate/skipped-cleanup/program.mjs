// A worker unpacks into a temporary folder, which its `finally` removes.
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const source = `
  const { mkdirSync, rmSync } = require('node:fs');
  const { setTimeout: sleep } = require('node:timers/promises');
  const { parentPort, workerData: folder } = require('node:worker_threads');

  let stopped = false;
  parentPort.on('message', ({ type }) => {
    if (type === 'stop') stopped = true;
  });

  async function unpack() {
    mkdirSync(folder);
    try {
      parentPort.postMessage('unpacking');
      while (!stopped) await sleep(10);
    } finally {
      rmSync(folder, { recursive: true });
      parentPort.close();
    }
  }
  unpack();
`;

const folder = fileURLToPath(new URL('./unpacked', import.meta.url));
const worker = new Worker(source, { eval: true, workerData: folder });

export async function dispose() {
  return worker.terminate();
}

worker.once('message', async () => {
  const exitCode = await dispose();
  console.log(JSON.stringify({ temporaryFolder: existsSync(folder) ? 'left behind' : 'removed', exitCode }));
  rmSync(folder, { recursive: true, force: true });
});
