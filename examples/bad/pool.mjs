import { Worker } from 'node:worker_threads';

/** Hands jobs to workers, one at a time each. */
export class Pool {
  queue = [];
  finished = [];
  workers = [];

  constructor(size) {
    for (let i = 0; i < size; i++) this.workers.push(this.#start());
  }

  add(job) {
    this.queue.push(job);
    for (const worker of this.workers) if (!worker.busy) this.#handOver(worker);
  }

  async stop() {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  #start() {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { pauseMs: 500 } });
    worker.on('message', ({ type, job }) => {
      console.log(`job ${job} ${type}`);
      if (type !== 'finished') return;
      this.finished.push(job);
      this.#handOver(worker);
    });
    return worker;
  }

  #handOver(worker) {
    const job = this.queue.shift();
    worker.busy = job !== undefined;
    if (worker.busy) worker.postMessage({ job });
  }
}
