import { Worker } from 'bullmq';

export class Manager {
  private workers: Worker[] = [];

  constructor(private connection: { host: string }) {}

  process(name: string): void {
    const worker = new Worker(name, async (job) => console.log(job.name), { connection: this.connection });
    worker.on('failed', (job, error) => console.error(job?.id, error));
    this.workers.push(worker);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }
}
