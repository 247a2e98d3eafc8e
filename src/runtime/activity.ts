import { availableParallelism, loadavg } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { BOOTING, ENDING } from './thread-state.ts';
import type { WatchedWorker } from './watched-worker.ts';

/** Milliseconds that a worker which has just answered gets to return from its handler; more where threads wait in line. */
const AFTER_ANSWER = 40;
const MOST_TIMES = 5;
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

/** Is it in the middle of something, in JavaScript or in a blocking call? The last steps after an answer are not. */
export function isAtWork({ worker: ref, state, hasJob, posted, startedAt }: WatchedWorker): boolean {
  const worker = ref.deref();
  if (!worker || worker.threadId === -1 || state.get('phase') === BOOTING) return false;
  const hasWork = hasJob || posted > 0 || state.get('posted') > 0;
  // Without a job given it is loading its modules.
  if (!hasWork || (state.get('posted') === 0 && state.get('received') === 0 && Date.now() - startedAt < 100))
    return false;
  if (!isActive(worker)) return false;
  if (state.get('posted') === 0 || state.get('receivedAtPost') < state.get('received')) return true;
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  const until = performance.now() + AFTER_ANSWER * Math.min(Math.max(load, 1), MOST_TIMES);
  while (performance.now() < until) {
    // Not busily: it may wait for our processor.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0.5);
    if (!isActive(worker) || state.get('phase') === ENDING) return false;
    if (state.get('waitSite') !== 0) return state.get('waitInLoop') === 0;
  }
  return true;
}

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
