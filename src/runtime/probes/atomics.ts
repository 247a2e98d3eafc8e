import { findPlace, getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { isInLoop } from '../in-loop.ts';
import { patch, quietly } from '../patch.ts';
import { beginPause } from './sleeps.ts';

type Word = Int32Array | BigInt64Array;
type Wait = (this: unknown, array: Word, index: number, value: never, timeout?: number) => string;
type Change = (this: unknown, array: Word, index: number, ...values: never[]) => number | bigint;

interface HeldLock {
  readonly buffer: ArrayBufferLike;
  readonly index: number;
  readonly row: number;
  readonly lock: KnownLock;
}

interface KnownLock {
  /** Where it was first taken. */
  readonly site: number;
  /** This thread has given it back before, so that it surely is a lock. */
  isReleased: boolean;
}

const SHORTEST = 50;

/** `Atomics.wait`: as a pause when it has a time limit; else the worker waits for another thread. */
export function watchAtomicWaits({ state, tell, options }: WorkerContext): void {
  const loops = new Map<number, boolean>();
  const enter = (site: number, array: Word, index: number, value: unknown): void => {
    if (!loops.has(site)) loops.set(site, standsInLoop(site));
    state.set('waitInLoop', loops.get(site) ? 1 : 0);
    state.set('waitBytes', array.buffer.byteLength);
    state.set('waitIndex', array.byteOffset + index * array.BYTES_PER_ELEMENT);
    state.set('waitValue', Number(value) | 0);
    state.set('waitSite', site);
  };
  patch<Wait>(
    Atomics,
    'wait',
    (original) =>
      function wait(array, index, value, timeout) {
        const isPause = timeout !== undefined && timeout < 2 ** 31;
        if (isPause && !(timeout >= SHORTEST)) return original.call(this, array, index, value, timeout);
        const end = quietly(() => {
          const site = getSite(tell);
          enter(site, array, index, value);
          return isPause ? beginPause(state, timeout, site, options.graceMs) : null;
        });
        let result = '';
        try {
          return (result = original.call(this, array, index, value, timeout));
        } finally {
          state.set('waitSite', 0);
          if (end) quietly(() => end(result === 'timed-out'));
        }
      },
  );
}

/** Any of the calls that led to the wait. */
function standsInLoop(site: number): boolean {
  const frames = (findPlace(site)?.stack ?? []).map((frame) => /^(.*):(\d+):(\d+)$/.exec(frame));
  return (
    frames.length === 0 ||
    frames.some((frame) => frame && isInLoop(frame[1] as string, Number(frame[2]), Number(frame[3])))
  );
}

/** Words that are taken by `compareExchange(…, 0, value)` and given back by a change to 0: locks. */
export function watchAtomicLocks({ state, tell }: WorkerContext): void {
  let held: HeldLock[] = [];
  const known = new WeakMap<ArrayBufferLike, Map<number, KnownLock>>();
  const take = (array: Word, index: number, value: number): void => {
    const locks = known.get(array.buffer) ?? new Map<number, KnownLock>();
    known.set(array.buffer, locks);
    const lock = locks.get(index) ?? { site: getSite(tell), isReleased: false };
    locks.set(index, lock);
    if (lock.site === 0) return;
    const at = array.byteOffset + index * array.BYTES_PER_ELEMENT;
    const row = state.addRow('locks', [lock.site, array.buffer.byteLength, at, value, lock.isReleased ? 1 : 0]);
    held.push({ buffer: array.buffer, index, row, lock });
    if (held.length > 16) held.shift();
  };
  const release = (array: Word, index: number): void => {
    for (const lock of held) {
      if (lock.buffer !== array.buffer || lock.index !== index || Number(array[index]) !== 0) continue;
      state.removeRow('locks', lock.row);
      held = held.filter((other) => other !== lock);
      lock.lock.isReleased = true;
    }
  };
  patch<Change>(
    Atomics,
    'compareExchange',
    (original) =>
      function compareExchange(array, index, expected, value, ...rest) {
        const before = original.call(this, array, index, expected, value, ...rest);
        if (Number(before) === 0 && Number(expected) === 0 && Number(value) !== 0)
          quietly(() => take(array, index, Number(value)));
        else if (held.length > 0) quietly(() => release(array, index));
        return before;
      },
  );
  for (const name of ['store', 'exchange', 'sub', 'add', 'and'] as const) {
    patch<Change>(
      Atomics,
      name,
      (original) =>
        function change(array, index, ...values) {
          const before = original.call(this, array, index, ...values);
          if (held.length > 0) quietly(() => release(array, index));
          return before;
        },
    );
  }
}
