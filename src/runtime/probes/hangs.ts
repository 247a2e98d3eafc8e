import { isForeign } from '../call-site.ts';
import type { Context } from '../context.ts';
import { judgeHang, judgeIdle, judgeLockHolder, mayBeIdle, noteIdle } from '../hang-verdict.ts';
import { judgeSignal } from '../signal-verdict.ts';
import { quietly } from '../patch.ts';
import type { Provisional } from '../provisional.ts';
import type { Finding } from '../records.ts';
import { sampleWorkers } from '../sampler.ts';
import { RUNNING } from '../thread-state.ts';
import { getLiving, type WatchedWorker } from '../watched-worker.ts';

/** Milliseconds between two questions to a worker that hangs. */
const ASK_AGAIN = 4000;
/** Milliseconds between two questions where a busy worker is. */
const LOOK_AGAIN = 2000;

/** Looks, ten times a second, at workers that were asked and live, at idle ones, and at what a signal would cost now. */
export function createHangWatch({ options }: Context, provisional: Provisional): () => void {
  const inquire = createQuestion('inquire');
  const look = createQuestion('look');
  return () => {
    const now = Date.now();
    const items = [...getLiving()];
    for (const item of items) noteIdle(item, now);
    const isStill =
      items.length > 0 && items.every((item) => item.unref !== null || mayBeIdle(item, options)) && isMainIdle();
    const toAsk = items.filter((item) => {
      if (item.state.get('phase') !== RUNNING || item.state.get('waitSite') !== 0) return false;
      const isLate = item.asked !== null && now - item.asked.at > options.graceMs / 2;
      const isOld = now - item.inquiredAt > ASK_AGAIN || (item.asked !== null && item.inquiredAt < item.asked.at);
      return isOld && !item.killed && !item.isBlockedTold && (isLate || (isStill && item.unref === null));
    });
    inquire(toAsk);
    const busy = items.filter(({ isBusy, seenAt, state, hasJob, posted }) => {
      return isBusy && (hasJob || posted > 0) && state.get('phase') === RUNNING && now - seenAt > LOOK_AGAIN;
    });
    look(busy);
    const pending = items.flatMap((item) =>
      about(item, judgeHang(item, options) ?? judgeLockHolder(item, items, options)),
    );
    const idle: Finding[] = isStill ? [...judgeIdle(items, options)] : [];
    provisional.set('pending', [...pending, ...idle]);
    provisional.set(
      'atSignal',
      pending.length > 0
        ? []
        : items.flatMap((item) =>
            about(
              item,
              quietly(() => judgeSignal(item)),
            ),
          ),
    );
  };
}

function about({ thread }: WatchedWorker, finding: Finding | null | undefined): Finding[] {
  return finding ? [{ ...finding, about: thread }] : [];
}

/** Asks workers, one round at a time; what they answer is noted with them. */
function createQuestion(depth: 'inquire' | 'look'): (items: readonly WatchedWorker[]) => void {
  let isAsking = false;
  return (items) => {
    if (isAsking || items.length === 0) return;
    isAsking = true;
    const byThread = new Map(items.map((item) => [item.thread, item]));
    for (const item of items) item[depth === 'inquire' ? 'inquiredAt' : 'seenAt'] = Date.now();
    sampleWorkers(
      [...byThread.keys()],
      (thread, place) => {
        const item = byThread.get(thread);
        if (item && !isForeign(place)) item.seen = place;
      },
      (thread, _, inquiry) => {
        const item = byThread.get(thread);
        if (item && inquiry) item.inquiry = { ...inquiry, at: Date.now() };
      },
      depth,
    )
      // Without an inspector there are no answers.
      .catch(() => {})
      .finally(() => (isAsking = false));
  };
}

/** Only the workers keep the program alive: no timer, server, pipe or request of the main thread does. */
function isMainIdle(): boolean {
  // Not documented, but the only way to tell its own output, which keeps nothing alive, from what it reads.
  const { _getActiveHandles: list } = process as unknown as { _getActiveHandles?: () => { fd?: unknown }[] };
  const outputs = list?.call(process).filter(({ fd }) => fd === 1 || fd === 2).length ?? 0;
  return process.getActiveResourcesInfo().length === outputs;
}
