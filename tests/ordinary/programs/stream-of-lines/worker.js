import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async (n) => {
  const lines = createInterface({ input: Readable.from(['a\n', 'b\n', 'c\n'].slice(0, n)) });
  let count = 0;
  for await (const line of lines) count += line.length;
  parentPort.postMessage(count);
});
