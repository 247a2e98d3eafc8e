import { availableParallelism, loadavg } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { BOOTING, ENDING } from './thread-state.ts';
import type { WatchedWorker } from './watched-worker.ts';

/** Milliseconds within which a worker that has answered returns from its handler; more where threads wait in line. */
const AFTER_ANSWER = 20;
/** Milliseconds of computing in which it surely has returned. */
const RETURN = 5;
/** Milliseconds at most for which its owner waits to see it return. */
const LONGEST = 60;
const SAMPLE = 0.03;

/** Is its thread at work at this instant, or does it wait for events? */
export function isActive(worker: Worker): boolean {
  // The time that a loop spends waiting grows while it waits, so two looks tell (facts: performance.eventLoopUtilization).
  const { eventLoopUtilization } = worker.performance;
  const before = eventLoopUtilization();
  spin(SAMPLE);
  const { idle, active } = eventLoopUtilization(before);
  if (before.idle === 0 && before.active === 0) return true; // its loop has not begun: its top level runs
  return active > idle;
}

/**
 * Is it in the middle of something, in JavaScript or in a blocking call? The last steps after an answer are not.
 *
 * @param patience milliseconds of computing to wait for, where it has just answered; 0 for a guess
 */
export function isAtWork({ worker: ref, state, hasJob, posted, startedAt }: WatchedWorker, patience = RETURN): boolean {
  const worker = ref.deref();
  if (!worker || worker.threadId === -1 || state.get('phase') === BOOTING) return false;
  const hasWork = hasJob || posted > 0 || state.get('posted') > 0;
  // Without a job given it is loading its modules.
  if (!hasWork || (state.get('posted') === 0 && state.get('received') === 0 && Date.now() - startedAt < 100))
    return false;
  if (!isActive(worker)) return false;
  const postedAt = state.get('lastPostAt');
  if (postedAt === 0 || state.get('takenAtPost') < state.get('taken')) return true;
  // It has answered all that it took, so that it may be on its way back to its loop.
  const load = Math.max((loadavg()[0] ?? 0) / availableParallelism(), 1);
  const isLong = (): boolean => state.now() - postedAt > AFTER_ANSWER * load;
  if (patience === 0) return isLong();
  const until = performance.now() + LONGEST;
  const used = process.cpuUsage();
  // By the time that this process computes, while we do not: the worker may wait for a processor.
  for (let ms = 0; ms < patience && performance.now() < until; ms = getUsed(used)) {
    if (state.get('sendsBack') === state.get('sends')) return isLong();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0.1);
    if (!isActive(worker) || state.get('phase') === ENDING) return false;
    if (state.get('waitSite') !== 0) return state.get('waitInLoop') === 0;
  }
  return true;
}

function getUsed(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
