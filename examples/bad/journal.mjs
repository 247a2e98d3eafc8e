// Keeps what happened, one line after the other: a job may use it. An error leaves it locked for all that come later.
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
  await appendFile(file, `${line}\n`);
  release();
}

const lines = [];

/** Writes what waits. A stop loses the line that was taken. */
export async function flush(file, signal) {
  while (lines.length > 0) {
    const line = lines.shift();
    if (signal.aborted) return;
    await note(file, line);
  }
}
