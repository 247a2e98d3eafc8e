import pg from 'pg';

export class Query {
  private readonly pool: pg.Pool;
  constructor(connectionString: string | undefined) {
    this.pool = new pg.Pool({ connectionString });
  }
  async count(text: string): Promise<number> {
    const { rowCount } = await this.pool.query(text);
    return rowCount ?? 0;
  }
  async disconnect(): Promise<void> {
    await this.pool.end();
  }
}
