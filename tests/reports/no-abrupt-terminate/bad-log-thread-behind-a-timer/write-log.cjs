'use strict';

const { createWriteStream } = require('node:fs');
const { parentPort } = require('node:worker_threads');

const out = createWriteStream('app.log', { flags: 'a' });

parentPort.on('message', ({ line }) => {
  out.write(`${line}\n`);
});
