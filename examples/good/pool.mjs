import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Hands jobs to workers, one at a time each. */
export class Pool {
  queue = [];
  finished = [];
  workers = [];
  stopping = false;

  constructor(size) {
    for (let i = 0; i < size; i++) this.workers.push(this.#start());
  }

  add(job) {
    this.queue.push(job);
    for (const worker of this.workers) if (!worker.busy) this.#handOver(worker);
  }

  async stop() {
    this.stopping = true;
    await Promise.all(this.workers.map(stopWorker));
  }

  #start() {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { pauseMs: 500 } });
    worker.on('message', ({ type, job }) => {
      console.log(`job ${job} ${type}`);
      if (type === 'given back') this.queue.unshift(job);
      if (type !== 'finished') return;
      this.finished.push(job);
      this.#handOver(worker);
    });
    return worker;
  }

  #handOver(worker) {
    const job = this.stopping ? undefined : this.queue.shift();
    worker.busy = job !== undefined;
    if (worker.busy) worker.postMessage({ job });
  }
}

/** Listens, asks, waits; kills only a worker that has not ended after five seconds. */
async function stopWorker(worker) {
  if (worker.threadId === -1) return;
  const exited = once(worker, 'exit');
  worker.postMessage({ type: 'stop' });
  const lastResort = setTimeout(() => worker.terminate(), 5000);
  await exited;
  clearTimeout(lastResort);
}
