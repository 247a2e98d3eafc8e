import { capitalize, getSleepFinding, getUnread } from './kill-verdict.ts';
import type { RuntimeOptions } from './options.ts';
import type { Finding } from './records.ts';
import { getSiteOf, getTitle, type WatchedWorker } from './watched-worker.ts';

/** Milliseconds after a pause within which an end is taken to have waited for it. */
const AFTER_PAUSE = 500;
/** Node's exit code for a top-level await that never settled. */
const UNSETTLED = 13;

/** What can be said of a worker that has ended, in whatever way. */
export function* judgeEnd(item: WatchedWorker, code: number, { graceMs }: RuntimeOptions): Generator<Finding> {
  const { state, asked, killed } = item;
  const title = capitalize(getTitle(item));
  if (asked && !killed) {
    const late = getSiteOf(item, state.get('lateSite'));
    const ms = Date.now() - asked.at;
    const isAfterPause = state.now() - state.get('lateAt') < AFTER_PAUSE;
    if (late && isAfterPause && ms > graceMs) yield getSleepFinding(item, late, ms, 'to the end');
  }
  if (killed || code === 0 || code === 1) {
    if (!killed && code === 0) yield* listLost(item, title);
    return;
  }
  if (code === UNSETTLED && state.get('portClosedSite') !== 0) {
    const closed = getSiteOf(item, state.get('portClosedSite'));
    yield {
      rule: asked ? 'no-unstoppable-loop' : 'no-unheard-stop',
      message: [
        `${title} closed its port while it waited for the next message, and what follows never ran (exit code 13). Pass { close: ['close'] } or a signal to the iteration.`,
      ],
      at: [getSiteOf(item, state.get('iterationSite')), closed],
    };
  }
}

/** Tasks and answers that a worker took with it although it ended by itself. */
function* listLost(item: WatchedWorker, title: string): Generator<Finding> {
  if (item.asked === null && item.answersById && item.requests.size > 0 && getUnread(item) === 0) {
    yield {
      rule: 'no-lost-reply',
      message: [
        `${title} ended and left ${item.requests.size} of its requests without an answer. Answer them, or reject them on 'exit'.`,
      ],
      at: [item.place],
    };
  }
  const unread = item.state.get('received') > 0 ? getUnread(item) : 0;
  if (unread > 0) {
    yield {
      rule: 'no-lost-task',
      message: [
        `${title} ended before it had received ${unread} of the messages sent to it. End it when its queue is empty.`,
      ],
      at: [item.place],
    };
  }
}
