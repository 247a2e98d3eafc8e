export interface Finalizer { finalize(session: string): Promise<void>; listOpen(): Promise<string[]> }

export class FinalizeScheduler {
  private timer: ReturnType<typeof setInterval> | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly finalizer: Finalizer, private readonly everyMs: number) {}

  start(): void {
    if (this.timer) return;
    this.timer = setInterval(() => {
      this.tick().catch((error) => console.error(error));
    }, this.everyMs);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.running;
  }

  tick(): Promise<void> {
    this.running ??= this.finalizeAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async finalizeAll(): Promise<void> {
    for (const session of await this.finalizer.listOpen()) await this.finalizer.finalize(session);
  }
}
