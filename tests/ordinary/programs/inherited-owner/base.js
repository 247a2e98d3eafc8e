import { Worker } from 'node:worker_threads';
export class Base {
  #pending = new Map();
  #next = 0;
  constructor(file) {
    this.worker = new Worker(new URL(file, import.meta.url));
    this.worker.on('message', ({ id, value }) => {
      this.#pending.get(id)?.(value);
      this.#pending.delete(id);
    });
  }
  ask(data) {
    return new Promise((resolve) => {
      const id = this.#next++;
      this.#pending.set(id, resolve);
      this.worker.postMessage({ id, ...data });
    });
  }
  async dispose() {
    await this.worker.terminate();
  }
}
