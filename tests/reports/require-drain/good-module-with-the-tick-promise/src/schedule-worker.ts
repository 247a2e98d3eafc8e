import { addJob, claimDue, finish, release } from './queue.ts';

let interval: NodeJS.Timeout | null = null;
let isStarted = false;
let tick: Promise<void> | null = null;

async function runDue(): Promise<void> {
  for (const schedule of await claimDue()) {
    try {
      await addJob('run', schedule);
      await finish(schedule);
    } catch {
      await release(schedule);
    }
  }
}

function processDue(): Promise<void> {
  tick ??= runDue().finally(() => {
    tick = null;
  });
  return tick;
}

export async function startScheduleWorker(): Promise<void> {
  if (isStarted) return;
  isStarted = true;
  await processDue();
  interval = setInterval(() => void processDue(), 30_000);
}

export async function stopScheduleWorker(): Promise<void> {
  if (interval) {
    clearInterval(interval);
    interval = null;
  }
  if (tick) await tick;
  isStarted = false;
  console.log('schedule worker stopped');
}
