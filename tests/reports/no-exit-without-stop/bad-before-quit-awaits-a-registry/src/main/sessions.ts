import { Client } from 'pg';

class Sessions {
  private readonly open = new Map<string, Client>();
  private timer = setInterval(() => void this.cleanupAll(), 60_000);

  async start(id: string): Promise<void> {
    const client = new Client();
    await client.connect();
    await client.query('begin');
    this.open.set(id, client);
  }

  async cleanupAll(): Promise<void> {
    for (const client of this.open.values()) {
      await client.query('rollback');
      await client.end();
    }
    this.open.clear();
  }

  stopTimer(): void {
    clearInterval(this.timer);
  }
}

export const sessions = new Sessions();
