import { appendFileSync } from 'node:fs';
import { parentPort, workerData as file } from 'node:worker_threads';

parentPort.on('message', (line) => {
  if (line === 'stop') parentPort.close();
  else appendFileSync(file, `${line}\n`);
});
