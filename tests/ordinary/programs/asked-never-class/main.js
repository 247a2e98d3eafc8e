import { Worker } from 'node:worker_threads';

class Notes {
  replies = [];
  #worker = new Worker(new URL('./worker.js', import.meta.url));

  constructor() {
    this.#worker.on('message', ({ saved }) => this.replies.push(saved));
  }

  save(note) {
    this.#worker.postMessage({ note });
  }

  async close() {
    await this.#worker.terminate();
  }
}

const notes = new Notes();
for (const note of ['a', 'b', 'c']) notes.save(note);
while (notes.replies.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
const asked = performance.now();
await notes.close();
console.log(JSON.stringify({ replies: notes.replies.sort(), closedMs: Math.round(performance.now() - asked) }));
