import type { Sender, Store } from './types.ts';

export class FlushService {
  #running = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly store: Store,
    private readonly sender: Sender,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.#drain(), 30_000);
  }

  async stop(): Promise<void> { // EXPECT: require-drain
    clearInterval(this.#timer);
    await this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      const entries = await this.store.take();
      await this.sender.send(entries);
    } finally {
      this.#running = false;
    }
  }
}
