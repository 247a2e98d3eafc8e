import { Worker } from 'bullmq';

export class Manager {
  constructor(private connection: { host: string }) {}

  process(name: string): void {
    const worker = new Worker(name, async (job) => console.log(job.name), { connection: this.connection }); // EXPECT: require-stop-path
    worker.on('failed', (job, error) => console.error(job?.id, error));
  }
}
