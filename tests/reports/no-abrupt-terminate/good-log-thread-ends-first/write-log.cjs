'use strict';

const { createWriteStream } = require('node:fs');
const { parentPort } = require('node:worker_threads');

const out = createWriteStream('app.log', { flags: 'a' });

parentPort.on('message', (message) => {
  if (message.type === 'end') {
    out.end(() => parentPort.close());
    return;
  }
  out.write(`${message.line}\n`);
});
