import { Redis } from 'ioredis';

const redis = new Redis(process.env['REDIS_URL'] ?? 'redis://localhost');
let isRunning = true;

process.on('SIGTERM', () => {
  isRunning = false;
});

async function handle(job: { type: string }): Promise<void> {
  await fetch(`https://jobs.example/${job.type}`, { method: 'POST' });
}

while (isRunning) {
  const raw = await redis.rpop('jobs'); // EXPECT: no-lost-task
  if (raw === null) {
    await new Promise((resolve) => setTimeout(resolve, 1000)); // ALLOW: prefer-interruptible-wait
    continue;
  }
  if (!isRunning) break;
  await handle(JSON.parse(raw));
}
