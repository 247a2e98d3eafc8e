import type { ThreadState } from './thread-state.ts';

/** A thread that waits for the word of a lock, which is a row of its holder's state; null when there is none. */
export function findLoneWaiter(
  [, bytes, index, value]: readonly number[],
  threads: readonly ThreadState[],
): ThreadState | null {
  return (
    threads.find(
      (thread) =>
        thread.get('waitSite') !== 0 &&
        thread.get('waitBytes') === bytes &&
        thread.get('waitIndex') === index &&
        thread.get('waitValue') === value,
    ) ?? null
  );
}
