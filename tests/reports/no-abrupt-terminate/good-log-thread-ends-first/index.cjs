'use strict';

const path = require('node:path');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

const worker = new Worker(path.join(__dirname, 'write-log.cjs'));

for (const line of ['first', 'second', 'third']) worker.postMessage({ line });

setTimeout(async () => {
  const ended = once(worker, 'exit');
  worker.postMessage({ type: 'end' });
  await ended;
}, 3000);
