'use strict';

const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { join } = require('node:path');
const { randomUUID } = require('node:crypto');

class RuntimeClient {
  #worker;

  constructor(config) {
    this.#worker = new Worker(join(__dirname, 'runtime.cjs'), { workerData: { config } });
    this.#worker.setMaxListeners(100);
  }

  async start() {
    return this.#send('start');
  }

  async getServices() {
    return this.#send('getServices');
  }

  async close() {
    await this.#send('stop');
    await once(this.#worker, 'exit');
  }

  async #send(command, params) {
    const operationId = randomUUID();
    this.#worker.postMessage({ operationId, command, params });
    const [message] = await once(this.#worker, operationId); // EXPECT: no-lost-reply
    if (message.error) throw new Error(message.error);
    return message.data;
  }
}

module.exports = { RuntimeClient };
