import { capitalize } from './kill-verdict.ts';
import { findLoneWaiter } from './lock-wait.ts';
import { isAlive } from './probes/children.ts';
import type { Finding, PlaceRef, ThreadEnd, ThreadStart } from './records.ts';
import { ThreadState, WEB_LOCK } from './thread-state.ts';
import { getTitle } from './watched-worker.ts';

/** What a dead thread has left behind: processes that go on, and locks that others wait for. */
export function* judgeAftermath(
  start: ThreadStart & { readonly end: ThreadEnd | null },
  others: readonly ThreadState[],
): Generator<Finding> {
  const state = new ThreadState(start.buffer, start.epoch);
  const { thread, place } = start;
  const title = getTitle(start);
  for (const [site = 0, pid = 0] of state.getRows('children')) {
    if (!isAlive(pid)) continue;
    const at: (PlaceRef | null)[] = [{ thread, site }, place];
    const message = [
      `This process (${pid}) goes on although ${title}, which started it, is gone. Stop it before the worker ends.`,
    ];
    yield { rule: 'no-orphan-child', message, at };
  }
  for (const row of state.getRows('locks')) {
    const at = [{ thread, site: row[0] as number }, place];
    // Node gives a Web Lock back for the dead; a kill has been told already.
    if (row[1] === WEB_LOCK && (start.end?.how === 'by itself' || start.end?.how === 'asked')) {
      const message = [
        `${capitalize(title)} ended while it held this lock, in the middle of what the lock protects. Let it end when the lock is free.`,
      ];
      yield { rule: 'require-lock-release', message, at };
    }
    if (!findLoneWaiter(row, others)) continue;
    const message = [
      `${capitalize(title)} is gone and still holds this lock, for which another thread waits for ever. Release it in a finally, and ask the worker to stop.`,
    ];
    yield { rule: 'require-lock-release', message, at };
  }
}
