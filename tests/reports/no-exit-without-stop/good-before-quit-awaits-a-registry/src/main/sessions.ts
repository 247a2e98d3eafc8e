import { Client } from 'pg';

class Sessions {
  private readonly open = new Map<string, Client>();

  async cleanupAll(): Promise<void> {
    for (const client of this.open.values()) {
      await client.query('rollback');
      await client.end();
    }
    this.open.clear();
  }
}

export const sessions = new Sessions();
