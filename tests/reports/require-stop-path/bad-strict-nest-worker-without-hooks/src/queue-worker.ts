import { NestFactory } from '@nestjs/core';
import { QueueWorkerModule } from './queue-worker.module.ts';

async function bootstrap(): Promise<void> {
  const app = await NestFactory.createApplicationContext(QueueWorkerModule); // EXPECT: require-stop-path
  await app.init();
}

void bootstrap();
