// Removes old pictures now and then, by children.
import { fork } from 'node:child_process';

const children = [1, 2].map(() => fork(new URL('./remove-old.mjs', import.meta.url)));

export class Sweeper {
  #timer;
  #busy = false;

  start() {
    this.#timer = setInterval(() => void this.#sweep(), 60_000);
  }

  async stop() {
    clearInterval(this.#timer);
  }

  async #sweep() {
    if (this.#busy) return;
    this.#busy = true;
    await fetch('http://localhost:8080/sweep');
    this.#busy = false;
  }
}

export function closeChildren() {
  for (const child of children) child.kill();
}
