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
        handleMessage: async (message) => {
          await this.handle(name, message.Body ?? '');
        },
      });
      this.consumers.set(name, consumer);
      consumer.start();
    }
  }

  onModuleDestroy(): void { // EXPECT: require-drain
    for (const consumer of this.consumers.values()) {
      consumer.stop();
    }
  }
}
