'use strict';

const path = require('node:path');
const { Worker } = require('node:worker_threads');

const worker = new Worker(path.join(__dirname, 'write-log.cjs'));

for (const line of ['first', 'second', 'third']) worker.postMessage({ line });

setTimeout(() => {
  worker.terminate(); // EXPECT: no-abrupt-terminate; ALLOW: require-exit-wait
  process.exit(0);
}, 3000);
