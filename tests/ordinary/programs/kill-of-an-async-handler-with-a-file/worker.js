import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async (n) => {
  const folder = await mkdtemp(join(tmpdir(), 'ordinary-'));
  const file = join(folder, 'log');
  await appendFile(file, String(n));
  const text = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  parentPort.postMessage(text);
});
