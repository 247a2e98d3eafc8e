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

const lines = [];

/** Writes what waits. After a stop the rest is still there. */
export async function flush(file, signal) {
  while (lines.length > 0 && !signal.aborted) await note(file, lines.shift());
}
