import type { RuntimeOptions } from './options.ts';
import { capitalize } from './kill-verdict.ts';
import { findHold } from './hold.ts';
import { findLoneWaiter } from './lock-wait.ts';
import type { Finding } from './records.ts';
import { RUNNING } from './thread-state.ts';
import { getSiteOf, getTitle, printAt, type WatchedWorker } from './watched-worker.ts';

/** A worker that does nothing for so many times the time of grace is idle. */
const IDLE = 2;
/** A loop that polls wakes for less than this part of the time. */
const SHARE = 0.05;

/** A worker that was asked to stop, was given time, and is alive. True as long as it lasts. */
export function judgeHang(item: WatchedWorker, { graceMs }: RuntimeOptions): Finding | null {
  const { asked, state, posted } = item;
  if (!asked || item.killed || item.hasEnded || item.isBlockedTold || state.get('phase') !== RUNNING) return null;
  const ms = Date.now() - asked.at;
  // One that is sent more after the word was not asked to stop, but to stop something.
  if (ms < graceMs || (asked.index !== null && posted > asked.index)) return null;
  if (isDraining(item, graceMs)) return null;
  const hasTaken = asked.index === null || state.get('received') >= asked.index;
  const title = capitalize(getTitle(item));
  const heading = [`${title} was asked to stop`, ...printAt(asked.place)];
  const hold = findHold(item);
  if (hasTaken) {
    if (!hold) return null;
    const took = asked.index === null ? '' : 'took the message and ';
    return {
      rule: hold.rule,
      message: [...heading, `, ${took}${took ? '' : 'and '}${ms} ms later `, ...hold.what, `. ${hold.cure}`],
      at: [hold.at, asked.place, item.place],
      ms,
    };
  }
  if (hold && hold.rule !== 'no-unheard-stop') {
    return {
      rule: hold.rule,
      message: [...heading, `, has not taken the message for ${ms} ms, and `, ...hold.what, `. ${hold.cure}`],
      at: [hold.at, asked.place, item.place],
      ms,
    };
  }
  if (state.get('listenSite') !== 0 || state.get('received') > 0) return null;
  return {
    rule: 'no-unheard-stop',
    message: [
      `${title} was asked to stop here ${ms} ms ago and has not taken '${asked.word}': it has no listener for messages. Let it listen for that message and end.`,
    ],
    at: [asked.place, item.place],
    ms,
  };
}

/** It still answers, one by one, what it had taken before. */
function isDraining({ state, asked }: WatchedWorker, graceMs: number): boolean {
  const answeredAt = state.get('lastPostAt');
  const isAnswering = answeredAt > state.get('asked') && state.now() - answeredAt < graceMs;
  return asked !== null && isAnswering && state.get('posted') < state.get('received');
}

/** A lock that a live worker has left locked, for it waits for events, while another thread waits for the lock. */
export function judgeLockHolder(
  item: WatchedWorker,
  others: readonly WatchedWorker[],
  { graceMs }: RuntimeOptions,
): Finding | null {
  const { state } = item;
  if (item.killed || state.get('waitSite') !== 0 || item.idleSince === null) return null;
  const ms = Date.now() - item.idleSince;
  if (ms < graceMs / 2) return null;
  for (const row of state.getRows('locks')) {
    const waiter = others.find((other) => other !== item && findLoneWaiter(row, [other.state]));
    if (!waiter) continue;
    const place = getSiteOf(item, row[0] as number);
    const wait = getSiteOf(waiter, waiter.state.get('waitSite'));
    return {
      rule: 'require-lock-release',
      message: [
        `${capitalize(getTitle(item))} holds this lock and waits for events, its code has left the section, for ${ms} ms; ${getTitle(waiter)} waits for it`,
        ...printAt(wait),
        '. Release it in a finally.',
      ],
      at: [place, item.place],
      ms,
    };
  }
  return null;
}

/** Workers that keep the program alive although nobody has work for them; only where the main thread waits for nothing. */
export function* judgeIdle(items: readonly WatchedWorker[], options: RuntimeOptions): Generator<Finding> {
  const holding = items.filter(({ unref }) => unref === null);
  if (!holding.every((item) => isIdle(item, options))) return;
  for (const item of holding) {
    if (item.asked) continue;
    const seconds = Math.round((Date.now() - (item.idleSince ?? item.startedAt)) / 1000);
    const wait = getSiteOf(item, item.state.get('waitSite') || item.state.get('listenSite'));
    const { stdin } = item.worker.deref() ?? {};
    // What is open for writing is what it reads.
    const awaited = stdin?.writable ? 'for more on its stdin, which nobody ends' : 'for messages';
    const cure = stdin?.writable ? 'End its stdin' : 'Ask it to stop';
    yield {
      rule: 'no-leaked-worker',
      message: [
        `${capitalize(getTitle(item))} (started here) keeps the program alive: it has been idle for ${seconds} s, waits ${awaited}`,
        ...(stdin?.writable ? [] : printAt(wait)),
        `, and nobody asked it to stop. ${cure} when its work is done.`,
      ],
      at: [item.place],
      ms: seconds * 1000,
      about: item.thread,
    };
  }
}

/** It has taken all that it was sent, and waits for messages only. */
function isIdle(item: WatchedWorker, options: RuntimeOptions): boolean {
  const { state, idleSince, inquiry } = item;
  if (!mayBeIdle(item, options)) return false;
  if (state.get('waitSite') !== 0) return true;
  return (
    inquiry !== null &&
    inquiry.at >= (idleSince ?? 0) &&
    inquiry.workers === 0 &&
    inquiry.resources.join() === 'MessagePort'
  );
}

/** As far as can be told without asking it. */
export function mayBeIdle(
  { state, idleSince, killed, hasEnded, waitSince, posted }: WatchedWorker,
  { graceMs }: RuntimeOptions,
): boolean {
  const limit = IDLE * graceMs;
  if (killed || hasEnded || state.get('phase') !== RUNNING) return false;
  if (state.get('waitSite') !== 0) return state.get('waitInLoop') === 1 && Date.now() - waitSince > limit;
  if (idleSince === null || Date.now() - idleSince < limit || posted > state.get('received')) return false;
  return state.getRows('sleeps').length + state.getRows('children').length === 0;
}

/** Notes since when it does nothing; called again and again. */
export function noteIdle(item: WatchedWorker, now: number): void {
  const used = item.worker.deref()?.performance.eventLoopUtilization();
  if (!used) return;
  const { idle, active } = item.used;
  item.used = used;
  if (item.state.get('waitSite') === 0) item.waitSince = now;
  const [waited, worked] = [used.idle - idle, used.active - active];
  item.isBusy = worked > waited;
  if (waited <= 0 || worked > SHARE * (waited + worked)) item.idleSince = null;
  else item.idleSince ??= now - Math.round(waited);
}
