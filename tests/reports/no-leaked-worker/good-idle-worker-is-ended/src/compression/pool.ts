import { Worker } from 'node:worker_threads';

interface Slot {
  worker: Worker;
  isBusy: boolean;
  idleTimer?: NodeJS.Timeout;
}

export class CompressionPool {
  private workers: Slot[] = [];

  constructor(private script: URL, private idleMs: number) {}

  private spawn(): Slot {
    const slot: Slot = { worker: new Worker(this.script), isBusy: false };
    this.workers.push(slot);
    return slot;
  }

  private remove(slot: Slot): void {
    this.workers = this.workers.filter((one) => one !== slot);
    if (!slot.isBusy) void slot.worker.terminate();
  }

  compress(text: string): Promise<string> {
    const slot = this.workers.find((one) => !one.isBusy) ?? this.spawn();
    clearTimeout(slot.idleTimer);
    slot.isBusy = true;
    return new Promise((resolve, reject) => {
      slot.worker.once('message', (answer: { result: string }) => {
        slot.isBusy = false;
        slot.idleTimer = setTimeout(() => this.remove(slot), this.idleMs);
        resolve(answer.result);
      });
      slot.worker.once('error', reject);
      slot.worker.once('exit', () => reject(new Error('the worker ended')));
      slot.worker.postMessage({ text });
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((slot) => slot.worker.terminate())); // ALLOW: no-abrupt-terminate
  }
}
