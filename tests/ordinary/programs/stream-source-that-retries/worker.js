import { parentPort } from 'node:worker_threads';
import { open } from './source.js';
const stop = new AbortController();
parentPort.on('message', (message) => {
  if (message === 'stop') stop.abort();
});
const reader = open(stop.signal).getReader();
const got = [];
for (let i = 0; i < 2; i++) got.push((await reader.read()).value);
parentPort.postMessage(got);
const rest = reader.read().then(
  ({ done }) => `done ${done}`,
  (error) => `failed ${error.message}`,
);
parentPort.postMessage(await rest);
parentPort.close();
