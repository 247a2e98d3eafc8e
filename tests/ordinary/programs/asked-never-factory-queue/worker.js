const fs = require('node:fs');
const os = require('node:os');
const { parentPort } = require('node:worker_threads');

const queue = [];
let isBusy = false;
const timer = setInterval(() => parentPort.postMessage('beat'), 20);

parentPort.on('message', (text) => {
  queue.push(text);
  if (!isBusy) drain();
});

async function drain() {
  isBusy = true;
  while (queue.length > 0) {
    const text = queue.shift();
    await fs.promises.appendFile(os.devNull, text);
    parentPort.postMessage(text.toUpperCase());
  }
  isBusy = false;
}
