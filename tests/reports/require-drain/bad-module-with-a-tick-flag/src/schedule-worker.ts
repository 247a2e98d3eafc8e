import { addJob, claimDue, finish, release } from './queue.ts';

let interval: NodeJS.Timeout | null = null;
let isStarted = false;
let isTickRunning = false;

async function processDue(): Promise<void> {
  if (isTickRunning) return;
  isTickRunning = true;
  try {
    for (const schedule of await claimDue()) {
      try {
        await addJob('run', schedule);
        await finish(schedule);
      } catch {
        await release(schedule);
      }
    }
  } finally {
    isTickRunning = false;
  }
}

export async function startScheduleWorker(): Promise<void> {
  if (isStarted) return;
  isStarted = true;
  await processDue();
  interval = setInterval(() => void processDue(), 30_000);
}

export async function stopScheduleWorker(): Promise<void> { // EXPECT: require-drain
  if (interval) {
    clearInterval(interval);
    interval = null;
  }
  isStarted = false;
  isTickRunning = false;
  console.log('schedule worker stopped');
}
