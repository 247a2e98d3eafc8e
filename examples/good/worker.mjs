// Works off what the owner hands over. When asked to stop it wakes up, gives back what it has not finished, and ends.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const inbox = [];
const stop = new AbortController();
const { signal } = stop;
parentPort.on('message', ({ type, job }) => {
  if (type === 'stop') stop.abort();
  else inbox.push(job);
});

while (!signal.aborted) {
  const job = inbox.shift();
  if (job !== undefined) parentPort.postMessage({ type: 'started', job });
  try {
    await pause(workerData.pauseMs, undefined, { signal }); // the service behind it allows so many calls a minute
  } catch (error) {
    if (!signal.aborted) throw error;
    if (job !== undefined) inbox.unshift(job);
    break;
  }
  if (job !== undefined) parentPort.postMessage({ type: 'finished', job });
}

for (const job of inbox) parentPort.postMessage({ type: 'given back', job });
parentPort.close();
