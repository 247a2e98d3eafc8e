'use strict';

const { createWriteStream } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');

const out = createWriteStream(workerData.file);
parentPort.on('message', (message) => {
  if (message.flush) out.write('', () => parentPort.postMessage({ id: message.flush }));
  else out.write(message.line);
});
