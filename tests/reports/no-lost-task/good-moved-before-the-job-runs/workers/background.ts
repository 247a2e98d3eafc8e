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
  const raw = await redis.rpoplpush('jobs', 'jobs:processing');
  if (raw === null) {
    await new Promise((resolve) => setTimeout(resolve, 1000)); // ALLOW: prefer-interruptible-wait
    continue;
  }
  await handle(JSON.parse(raw));
  await redis.lrem('jobs:processing', 1, raw);
}
