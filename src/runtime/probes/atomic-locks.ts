import type { WorkerContext } from '../context.ts';
import { patch } from '../patch.ts';
import { WordLocks, type Word } from '../word-locks.ts';

type Change = (array: Word, index: number, value: never) => number | bigint;
type Exchange = (array: Word, index: number, expected: never, value: never) => number | bigint;

/**
 * Words that are taken by `compareExchange(…, 0, value)` and given back by a change to 0: locks. Every function is written
 * out, with the parameters that it needs: several closures of the same code are slow in V8, and none is inlined.
 */
export function watchAtomicLocks(context: WorkerContext): void {
  const locks = new WordLocks(context);
  patch<Exchange>(
    Atomics,
    'compareExchange',
    (original) =>
      function compareExchange(array, index, expected, value) {
        const before = original(array, index, expected, value);
        if (!before && !expected && value) locks.onTake(array, index, value);
        else if (locks.hasHeld) locks.onChange(array, index);
        return before;
      },
  );
  patch<Change>(
    Atomics,
    'store',
    (original) =>
      function store(array, index, value) {
        const before = original(array, index, value);
        if (locks.hasHeld) locks.onChange(array, index);
        return before;
      },
  );
  watchArithmetic(locks);
}

function watchArithmetic(locks: WordLocks): void {
  patch<Change>(
    Atomics,
    'exchange',
    (original) =>
      function exchange(array, index, value) {
        const before = original(array, index, value);
        if (locks.hasHeld) locks.onChange(array, index);
        return before;
      },
  );
  patch<Change>(
    Atomics,
    'sub',
    (original) =>
      function sub(array, index, value) {
        const before = original(array, index, value);
        if (locks.hasHeld) locks.onChange(array, index);
        return before;
      },
  );
  patch<Change>(
    Atomics,
    'add',
    (original) =>
      function add(array, index, value) {
        const before = original(array, index, value);
        if (locks.hasHeld) locks.onChange(array, index);
        return before;
      },
  );
  patch<Change>(
    Atomics,
    'and',
    (original) =>
      function and(array, index, value) {
        const before = original(array, index, value);
        if (locks.hasHeld) locks.onChange(array, index);
        return before;
      },
  );
}
