import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export class Store {
  private worker = new Worker(new URL('./store-thread.ts', import.meta.url));

  insert(row: object): void {
    this.worker.postMessage({ type: 'insert', row });
  }

  async close(): Promise<void> {
    const ended = once(this.worker, 'exit');
    this.worker.postMessage({ type: 'close' });
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
    await this.worker.terminate();
  }
}
