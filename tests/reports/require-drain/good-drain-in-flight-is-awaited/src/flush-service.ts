import type { Sender, Store } from './types.ts';

export class FlushService {
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly store: Store,
    private readonly sender: Sender,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.#drain(), 30_000);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.#drain();
  }

  #drain(): Promise<void> {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #sendAll(): Promise<void> {
    await this.sender.send(await this.store.take());
  }
}
