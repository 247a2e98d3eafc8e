// Follows a feed for the jobs. Nothing of it lives on behind the stop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export class Feed {
  #controller;

  start() {
    this.helper = spawn('feed-helper');
    this.#controller = new AbortController();
    return fetch('/feed', { signal: this.#controller.signal });
  }

  async poll(signal) {
    await this.look();
    if (signal.aborted) return;
    this.timer = setTimeout(() => this.poll(signal), 1000);
  }

  async stop() {
    clearTimeout(this.timer);
    this.#controller.abort();
    const ended = once(this.helper, 'exit', { signal: AbortSignal.timeout(5000) });
    this.helper.kill('SIGTERM');
    await ended.catch(() => this.helper.kill('SIGKILL'));
  }
}

export async function follow(source, signal) {
  source.open();
  const drop = () => source.drop();
  signal.addEventListener('abort', drop, { once: true });
  if (signal.aborted) drop();
  try {
    await source.ended;
  } finally {
    signal.removeEventListener('abort', drop);
  }
}

export function nextLine(source, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    source.once('line', (line) => {
      signal.removeEventListener('abort', stop);
      resolve(line);
    });
  });
}
