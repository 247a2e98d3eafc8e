import { createWriteStream } from 'node:fs';
import { parentPort, workerData as file } from 'node:worker_threads';

parentPort.on('message', (rows) => {
  const stream = createWriteStream(file);
  for (const row of rows) stream.write(`${row}\n`);
  stream.end();
  process.exit(0);
});
