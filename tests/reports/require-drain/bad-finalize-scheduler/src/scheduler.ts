export interface Finalizer { finalize(session: string): Promise<void>; listOpen(): Promise<string[]> }

export class FinalizeScheduler {
  private timer: ReturnType<typeof setInterval> | null = null;
  private running = false;

  constructor(private readonly finalizer: Finalizer, private readonly everyMs: number) {}

  start(): void {
    if (this.timer) return;
    this.timer = setInterval(() => {
      this.tick().catch((error) => console.error(error));
    }, this.everyMs);
  }

  stop(): void { // EXPECT: require-drain
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  async tick(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (const session of await this.finalizer.listOpen()) await this.finalizer.finalize(session);
    } finally {
      this.running = false;
    }
  }
}
