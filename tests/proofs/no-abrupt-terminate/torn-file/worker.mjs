import { writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { report, disk } = workerData;

parentPort.on('message', (message) => {
  if (message === 'stop') parentPort.close();
});

await writeFile(new URL(report), listRows());

function* listRows() {
  for (let row = 0; row < 1000; row++) {
    if (row === 500) {
      parentPort.postMessage('half of it is written');
      Atomics.wait(disk, 0, 0);
    }
    yield `${row};${row * row}\n`;
  }
}
