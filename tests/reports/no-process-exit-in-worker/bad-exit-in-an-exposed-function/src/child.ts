import { expose } from 'threads/worker';

const rows: string[] = [];

expose({
  async add(row: string): Promise<number> {
    rows.push(row);
    return rows.length;
  },
  async flush(): Promise<void> {
    if (rows.length === 0) {
      process.exit(1); // EXPECT: no-process-exit-in-worker
    }
    rows.length = 0;
  },
});
