// A report that is half written
import { Worker } from 'node:worker_threads';

export class Reports {
  #worker = new Worker(new URL('./writer.ts', import.meta.url));

  write(rows: number): void {
    this.#worker.postMessage({ rows });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

const reports = new Reports();
reports.write(6000);

process.once('SIGTERM', () => reports.close());
