import { capitalize } from './kill-verdict.ts';
import { findLoneWaiter } from './lock-wait.ts';
import { isAlive } from './probes/children.ts';
import type { Finding, PlaceRef, ThreadStart } from './records.ts';
import { ThreadState } from './thread-state.ts';
import { getTitle } from './watched-worker.ts';

/** What a dead thread has left behind: processes that go on, and locks that others wait for. */
export function* judgeAftermath(start: ThreadStart, others: readonly ThreadState[]): Generator<Finding> {
  const state = new ThreadState(start.buffer, start.epoch);
  const { thread, place } = start;
  const title = getTitle(start);
  for (const [site = 0, pid = 0] of state.getRows('children')) {
    if (!isAlive(pid)) continue;
    const at: (PlaceRef | null)[] = [site > 0 ? { thread, site } : null, place];
    const message = [`This process (${pid}) goes on although ${title}, which started it, is gone. Stop it before the worker ends.`];
    yield { rule: 'no-orphan-child', message, at };
  }
  for (const row of state.getRows('locks')) {
    if (!findLoneWaiter(row, others)) continue;
    const message = [`${capitalize(title)} is gone and still holds this lock, for which another thread waits for ever. Release it in a finally, and ask the worker to stop.`];
    yield { rule: 'require-lock-release', message, at: [{ thread, site: row[0] as number }, place] };
  }
}
