// Ten tasks are posted, and the service is closed while the worker has the third one in hand.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

class Squares {
  answers = [];
  disk = new Int32Array(new SharedArrayBuffer(4));
  #worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: this.disk });

  async post(tasks) {
    this.#worker.on('message', ({ answer }) => answer !== undefined && this.answers.push(answer));
    for (const task of tasks) this.#worker.postMessage(task);
    for (let third = false; !third; ) [{ third }] = await once(this.#worker, 'message');
  }

  async close() {
    await this.#worker.terminate();
  }
}

const squares = new Squares();
await squares.post([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
const closed = squares.close();
// The disk answers only now, so that the stop surely comes in the middle of the third task.
Atomics.store(squares.disk, 0, 1);
Atomics.notify(squares.disk, 0);
await closed;
console.log(JSON.stringify({ tasksPosted: 10, tasksAnswered: squares.answers.length }));
