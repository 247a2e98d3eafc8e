import { Worker } from 'node:worker_threads';

export class Store {
  private worker = new Worker(new URL('./store-thread.ts', import.meta.url));

  insert(row: object): void {
    this.worker.postMessage({ type: 'insert', row });
  }

  async close(): Promise<void> {
    await this.worker.terminate(); // EXPECT: no-abrupt-terminate
  }
}
