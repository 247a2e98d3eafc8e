import { Module, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'bullmq';

export class BullDriver implements OnModuleDestroy {
  private worker = new Worker('jobs', async (job) => console.log(job.id), { connection: { host: 'redis' } });

  async onModuleDestroy(): Promise<void> {
    await this.worker.close();
  }
}

@Module({ providers: [BullDriver] })
export class QueueWorkerModule {}
