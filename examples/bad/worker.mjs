// Works off what the owner hands over. Nobody can ask it to stop: the loop never looks, the pause cannot be woken.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

// Never called: process signals go to the main thread only.
process.on('SIGTERM', () => parentPort.close());

const inbox = [];
parentPort.on('message', ({ job }) => inbox.push(job));

while (true) {
  const job = inbox.shift();
  if (job !== undefined) parentPort.postMessage({ type: 'started', job });
  // Looks for a stop between two steps, and drops the job that comes instead.
  for (const step of job === undefined ? [] : ['checked', 'converted']) {
    if (receiveMessageOnPort(parentPort)?.message === 'stop') break;
    parentPort.postMessage({ type: step, job });
  }
  await pause(workerData.pauseMs); // the service behind it allows so many calls a minute
  if (job !== undefined) parentPort.postMessage({ type: 'finished', job });
}
