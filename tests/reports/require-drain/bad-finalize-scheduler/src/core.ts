import { Database } from 'bun:sqlite';
import { FinalizeScheduler } from './scheduler.ts';

export class Core {
  private readonly db = new Database('memory.db');
  private readonly scheduler = new FinalizeScheduler(
    {
      listOpen: async () => this.db.query('select id from sessions').all() as string[],
      finalize: async (session) => {
        await Bun.sleep(10);
        this.db.query('update sessions set done = 1 where id = ?').run(session);
      },
    },
    60_000,
  );

  start(): void {
    this.scheduler.start();
  }

  shutdown(): void {
    this.scheduler.stop();
    this.db.close();
  }
}
