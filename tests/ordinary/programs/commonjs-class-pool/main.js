'use strict';
const { once } = require('node:events');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

class Pool {
  constructor(size) {
    this.workers = Array.from({ length: size }, () => new Worker(join(__dirname, 'worker.js')));
    this.idle = [...this.workers];
  }

  async run(n) {
    const worker = this.idle.pop();
    worker.postMessage(n);
    const [reply] = await once(worker, 'message');
    this.idle.push(worker);
    return reply;
  }

  async destroy() {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

async function main() {
  const pool = new Pool(2);
  const replies = [await pool.run(1), ...(await Promise.all([pool.run(2), pool.run(3)]))];
  const started = performance.now();
  await pool.destroy();
  console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
}
main();
