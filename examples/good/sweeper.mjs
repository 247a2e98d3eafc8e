// Removes old pictures now and then, by children.
import { fork } from 'node:child_process';
import { once } from 'node:events';

const children = [1, 2].map(() => fork(new URL('./remove-old.mjs', import.meta.url)));

export class Sweeper {
  #timer;
  #turn = Promise.resolve();

  start() {
    this.#timer = setInterval(() => {
      this.#turn = this.#turn.then(() => this.#sweep());
    }, 60_000);
  }

  async stop() {
    clearInterval(this.#timer);
    await this.#turn;
  }

  async #sweep() {
    await fetch('http://localhost:8080/sweep');
  }
}

export async function closeChildren() {
  const ended = children.map((child) => once(child, 'exit'));
  for (const child of children) child.kill();
  await Promise.all(ended);
}
