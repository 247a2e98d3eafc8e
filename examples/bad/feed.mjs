// Follows a feed for the jobs. Each part of it lives on behind the stop, or ends without a chance to clean up.
import { spawn } from 'node:child_process';

export class Feed {
  #controller = new AbortController();

  start() {
    this.helper = spawn('feed-helper');
    return fetch('/feed', { signal: this.#controller.signal });
  }

  async poll() {
    await this.look();
    this.timer = setTimeout(() => this.poll(), 1000);
  }

  stop() {
    clearTimeout(this.timer);
    this.#controller.abort();
  }

  dispose() {
    this.helper._handle.kill(9);
    this.helper.kill('SIGKILL');
  }
}

export async function follow(source, signal) {
  source.open();
  const drop = () => source.drop();
  signal.addEventListener('abort', drop, { once: true });
  await source.ended;
}

export function nextLine(source, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    source.once('line', resolve);
  });
}
