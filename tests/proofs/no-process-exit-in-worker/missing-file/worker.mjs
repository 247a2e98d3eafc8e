import { createWriteStream } from 'node:fs';
import { parentPort, workerData as file } from 'node:worker_threads';

const rows = createWriteStream(file);
parentPort.on('message', (row) => {
  if (row === null) {
    rows.end();
    process.exit(0);
  } else {
    rows.write(`${row}\n`);
  }
});
