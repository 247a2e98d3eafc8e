import { EventEmitter, once } from 'node:events';

/** Ends a moment after it is asked to. */
export class Service extends EventEmitter {
  #stopping = new AbortController();

  constructor() {
    super();
    this.#stopping.signal.addEventListener('abort', () => setTimeout(() => this.emit('end'), 100));
  }

  async stop() {
    this.#stopping.abort();
    await once(this, 'end', { signal: this.#stopping.signal });
  }
}
