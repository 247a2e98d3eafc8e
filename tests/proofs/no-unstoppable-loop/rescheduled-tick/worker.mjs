import { parentPort } from 'node:worker_threads';

function beat() {
  parentPort.postMessage(process.memoryUsage().heapUsed);
  setTimeout(beat, 10);
}

beat();
