'use strict';

const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { join } = require('node:path');
const { randomUUID } = require('node:crypto');

class RuntimeClient {
  #worker;
  #exited;

  constructor(config) {
    this.#worker = new Worker(join(__dirname, 'runtime.cjs'), { workerData: { config } });
    this.#worker.setMaxListeners(100);
    this.#exited = once(this.#worker, 'exit').then(() => [{ error: 'the runtime has exited' }]);
  }

  async start() {
    return this.#send('start');
  }

  async getServices() {
    return this.#send('getServices');
  }

  async close() {
    await this.#send('stop');
    await this.#exited;
  }

  async #send(command, params) {
    const operationId = randomUUID();
    this.#worker.postMessage({ operationId, command, params });
    const [message] = await Promise.race([once(this.#worker, operationId), this.#exited]);
    if (message.error) throw new Error(message.error);
    return message.data;
  }
}

module.exports = { RuntimeClient };
