import type { Query } from './query.ts';

export class Janitor {
  constructor(private readonly query: Query) {}
  async sweep(): Promise<number> {
    return this.query.count('delete from sessions where stale');
  }
  async stop(): Promise<void> {
    await this.query.count('select 1');
  }
}
