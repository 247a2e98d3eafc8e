import { Worker } from 'node:worker_threads';

class Calculator {
  #worker = new Worker(new URL('./worker.js', import.meta.url));
  #next = 0;
  #waiting = new Map();

  constructor() {
    this.#worker.on('message', ({ id, value }) => {
      this.#waiting.get(id)(value);
      this.#waiting.delete(id);
    });
  }

  square(n) {
    const id = (this.#next += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, n });
    });
  }

  async close() {
    await this.#worker.terminate();
  }
}
const calculator = new Calculator();
const replies = await Promise.all([1, 2, 3].map((n) => calculator.square(n)));
const started = performance.now();
await calculator.close();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - started) }));
