interface Event { name: string; distinctId: string }

export class Telemetry {
  private queue: Event[] = [];

  constructor(private host: string) {}

  capture(event: Event): void {
    this.queue.push(event);
  }

  async flush(): Promise<void> {
    const batch = this.queue;
    this.queue = [];
    if (batch.length === 0) return;
    try {
      await fetch(`${this.host}/batch`, { method: 'POST', body: JSON.stringify(batch) });
    } catch {
      this.queue = [...batch, ...this.queue].slice(-1000);
    }
  }
}
