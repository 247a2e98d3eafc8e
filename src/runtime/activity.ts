import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { quietly } from './patch.ts';
import { BOOTING, ENDING } from './thread-state.ts';
import type { WatchedWorker } from './watched-worker.ts';

/** Milliseconds within which a worker that has answered returns from its handler; more where threads wait in line. */
const AFTER_ANSWER = 20;
/** Milliseconds of computing after which it surely has not returned. */
const RETURN = 5;
/** Milliseconds of computing after which one that has returned is surely not about to end. */
const END = 10;
/** Milliseconds at most for which its owner waits to see it return; and for which it waits until it gets a processor. */
const LONGEST = 100;
const STARVED = 1000;
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
 * @param isPatient false for a guess, which takes no time
 */
export function isAtWork({ worker: ref, state, hasJob, posted, startedAt }: WatchedWorker, isPatient = true): boolean {
  const worker = ref.deref();
  if (!worker || worker.threadId === -1 || state.get('phase') === BOOTING) return false;
  const hasWork = hasJob || posted > 0 || state.get('posted') > 0;
  // Without a job given it is loading its modules.
  if (!hasWork || (state.get('posted') === 0 && state.get('received') === 0 && Date.now() - startedAt < 100))
    return false;
  if (!isActive(worker)) return false;
  const load = Math.max((loadavg()[0] ?? 0) / availableParallelism(), 1);
  /** It has answered all that it took, by the time given in milliseconds. */
  const hasAnswered = (within: number): boolean => {
    const postedAt = state.get('lastPostAt');
    const isAnswered = postedAt !== 0 && state.get('takenAtPost') === state.get('taken');
    return isAnswered && state.now() - postedAt <= within * load;
  };
  if (!isPatient) return !hasAnswered(AFTER_ANSWER);
  const hasReturned = (): boolean => state.get('sendsBack') === state.get('sends');
  const tid = state.get('tid');
  const getUsed = createClock(tid);
  const begun = performance.now();
  // By the time that the worker itself computes: it may wait for a processor, and our own questions wake it for a moment.
  const isEntering = (): boolean => state.get('entersWait') === 1;
  for (
    let ms = 0;
    ms < LONGEST || (ms < STARVED && (isEntering() || isRunnable(tid)));
    ms = performance.now() - begun
  ) {
    if (hasReturned() && hasAnswered(AFTER_ANSWER)) return false;
    // After its answer, its loop and its own end take time as well.
    const enough = hasReturned() && hasAnswered(Infinity) ? END : RETURN;
    // It may have come to its end since it was asked for that. What we compute ourselves is no work of its own.
    if (!isEntering() && getUsed() >= enough) return state.get('phase') !== ENDING;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0.1);
    if (!isActive(worker) || state.get('phase') === ENDING) return false;
    if (state.get('waitSite') !== 0) return state.get('waitInLoop') === 0;
  }
  // It is in a blocking call; or it got no processor, and nobody can tell.
  return state.get('phase') !== ENDING && (!hasAnswered(Infinity) || !isRunnable(tid));
}

/**
 * Milliseconds that a thread has computed since this call, rather less than more: on Linux its own ones, else those of the
 * process. The system brings the count up to date every few milliseconds, so that its first step is mostly the past.
 */
function createClock(tid: number): () => number {
  const file = `/proc/self/task/${tid}/schedstat`;
  const readOwn = (): number => Number(readFileSync(file, 'latin1').split(' ', 1)[0]) / 1e6;
  const start = tid === 0 ? undefined : quietly(readOwn);
  if (start !== undefined) {
    let first: number | null = null;
    return () => {
      // It may be gone.
      const now = quietly(readOwn) ?? start;
      if (now !== start) first ??= now;
      return now - (first ?? now);
    };
  }
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  };
}

/** Does it compute, or wait for a processor? Not so in a blocking call. Known on Linux. */
function isRunnable(tid: number): boolean {
  if (tid === 0) return false;
  const text = quietly(() => readFileSync(`/proc/self/task/${tid}/stat`, 'latin1')) ?? '';
  return text.slice(text.lastIndexOf(')') + 2).startsWith('R');
}

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
