'use strict';

const path = require('node:path');
const { Worker } = require('node:worker_threads');

class ThreadStream {
  constructor(options) {
    this.callbacks = new Map();
    this.id = 0;
    this.worker = new Worker(path.join(__dirname, 'writer.cjs'), { workerData: options });
    this.worker.on('message', ({ id }) => {
      this.callbacks.get(id)?.();
      this.callbacks.delete(id);
    });
    this.worker.unref(); // EXPECT: no-daemon-worker
  }

  write(line) {
    this.worker.postMessage({ line });
  }

  flush(callback) {
    this.callbacks.set(++this.id, callback);
    this.worker.postMessage({ flush: this.id });
  }
}

module.exports = ThreadStream;
