import { Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Consumer } from 'sqs-consumer';

@Injectable()
export class SqsService implements OnModuleInit, OnModuleDestroy {
  private readonly consumers = new Map<string, Consumer>();

  constructor(
    private readonly queues: { name: string; queueUrl: string }[],
    private readonly handle: (name: string, body: string) => Promise<void>,
  ) {}

  onModuleInit(): void {
    for (const { name, queueUrl } of this.queues) {
      const consumer = Consumer.create({
        queueUrl,
        pollingCompleteWaitTimeMs: 20_000,
        handleMessage: async (message) => {
          await this.handle(name, message.Body ?? '');
        },
      });
      this.consumers.set(name, consumer);
      consumer.start();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(
      [...this.consumers.values()].map(
        (consumer) =>
          new Promise<void>((resolve) => {
            consumer.once('stopped', () => resolve());
            consumer.stop();
          }),
      ),
    );
  }
}
