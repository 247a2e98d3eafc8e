import { writeFileSync } from 'node:fs';
import { parentPort, workerData as file } from 'node:worker_threads';

// Asked to stop it ends its turn, and writes what it has counted.
parentPort.on('message', (message) => {
  if (message !== 'stop') return;
  setTimeout(() => {
    writeFileSync(file, '42');
    parentPort.close();
  }, 300);
});
parentPort.postMessage('ready');
