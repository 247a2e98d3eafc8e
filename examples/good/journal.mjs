// Keeps what happened, one line after the other: a job may use it. An error leaves it open for the next one.
import { appendFile } from 'node:fs/promises';

class Lock {
  #tail = Promise.resolve();

  async acquire() {
    const previous = this.#tail;
    let release;
    this.#tail = new Promise((resolve) => (release = resolve));
    await previous;
    return release;
  }
}

const lock = new Lock();

export async function note(file, line) {
  const release = await lock.acquire();
  try {
    await appendFile(file, `${line}\n`);
  } finally {
    release();
  }
}
