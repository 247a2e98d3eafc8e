import { isActive, isAtWork } from './activity.ts';
import type { Finding, PlaceRef } from './records.ts';
import { count } from './text.ts';
import { ENDING } from './thread-state.ts';
import { getSiteOf, getTitle, printAt, type WatchedWorker } from './watched-worker.ts';

type Words = (string | PlaceRef)[];

/** What a worker loses when it is killed now. */
export interface Losses {
  /** It was in JavaScript, or waiting in the middle of it. */
  readonly isAtWork: boolean;
  /** Phrases; empty when nothing is lost. */
  readonly phrases: readonly Words[];
}

/** From the moment of a request, in milliseconds, before which an owner has not really waited. */
const WAITED = 5;

/** Looks at a worker that is about to be killed. Takes 30 us, or 40 ms, on a busy machine up to 200, where it has just answered and goes on. */
export function getLosses(item: WatchedWorker): Losses {
  const { state } = item;
  if (state.get('phase') === ENDING) return { isAtWork: false, phrases: [] };
  const phrases: Words[] = [];
  const wait = getSiteOf(item, state.get('waitSite'));
  const working = state.get('waitSite') === 0 ? isAtWork(item) : state.get('waitInLoop') === 0;
  if (working && wait) phrases.push(['it was waiting', ...printAt(wait)]);
  else if (working) phrases.push(['it was running', ...printAt(item.loop)]);
  const unread = getUnread(item);
  // The first message of all is mostly no task, but what it needs to begin.
  if (unread > 1 || (unread > 0 && state.get('received') > 0))
    phrases.push([`${count(unread, 'message')} to it had not been received`]);
  if (item.answersById && item.requests.size > 0)
    phrases.push([`${count(item.requests.size, 'request')} had no answer`]);
  for (const [site = 0, , , , released] of state.getRows('locks')) {
    if (released === 1 || working) phrases.push(['it held the lock taken', ...printAt(getSiteOf(item, site))]);
  }
  if (state.get('writes') > 0)
    phrases.push(['a file was being written', ...printAt(getSiteOf(item, state.get('writeSite')))]);
  return { isAtWork: working, phrases };
}

/** The words of what is lost; none when nothing is. */
export function printLosses({ phrases }: Losses): Words {
  return phrases.flatMap((phrase, i) => (i === 0 ? phrase : ['; ', ...phrase]));
}

/** The finding about a kill, or null when nothing is lost by it. */
export function judgeKill(item: WatchedWorker, at: PlaceRef | null, how: string): Finding | null {
  const losses = getLosses(item);
  const { state } = item;
  // One that took a message after the request has surely had its chance.
  if (hasWaited(item) || isFedOn(item)) return judgeForced(item, losses);
  const lost = printLosses(losses);
  if (lost.length === 0) return null;
  const heading = `${capitalize(getTitle(item))} was killed ${how}: `;
  return {
    rule: 'no-abrupt-terminate',
    message: [heading, ...lost, '. Ask it to stop, and kill it only when it does not.'],
    at: [at, item.place],
    ms: state.now() - state.get('userCodeAt'),
  };
}

/** Has its owner given it time since it asked it to stop? */
export function hasWaited({ asked }: WatchedWorker): boolean {
  return asked !== null && Date.now() - asked.at >= WAITED;
}

/** It was asked, and had to be killed all the same: what kept it? */
function judgeForced(item: WatchedWorker, losses: Losses): Finding | null {
  const { asked, state } = item;
  if (!asked || state.get('phase') === ENDING) return null;
  const ms = Date.now() - asked.at;
  const title = capitalize(getTitle(item));
  const sleep = state.getRows('sleeps').find(([, deadline = 0]) => deadline > state.now());
  if (sleep) return getSleepFinding(item, getSiteOf(item, sleep[0] as number), ms, 'until it was killed');
  const own = getSiteOf(item, state.get('goesOnSite'));
  if (!isFedOn(item) && (losses.isAtWork || own || isStillInFirstTurn(item))) {
    const loop = item.loop ?? getSiteOf(item, state.get('waitSite')) ?? own;
    return {
      rule: 'no-unstoppable-loop',
      message: [
        `${title} was asked to stop`,
        ...printAt(asked.place),
        `, went on for ${ms} ms and was killed. Let its loop look for the request.`,
      ],
      at: [loop, { file: item.file, line: 1, column: 1, stack: [] }],
      ms,
    };
  }
  if (hasAnsweredStop(item) && !isFedOn(item)) return null;
  return {
    rule: 'no-unheard-stop',
    message: [
      `${title} did not end after '${asked.word}' and was killed ${ms} ms later. Let it listen for that message and end.`,
    ],
    at: [asked.place, item.place],
    ms,
  };
}

/** It runs, and has never come to take a message. */
function isStillInFirstTurn({ worker: ref, state }: WatchedWorker): boolean {
  const worker = ref.deref();
  return (
    worker !== undefined &&
    worker.threadId !== -1 &&
    state.get('received') === 0 &&
    state.get('waitSite') === 0 &&
    isActive(worker)
  );
}

/** It took the request, and was sent further messages after it. */
function isFedOn(item: WatchedWorker): boolean {
  const { state, asked, posted } = item;
  if (typeof asked?.index !== 'number') return false;
  return state.get('received') > asked.index || (hasAnsweredStop(item) && posted > asked.index);
}

/** It took the request, and said so: a handshake, after which it may be killed. */
function hasAnsweredStop({ state, asked }: WatchedWorker): boolean {
  return typeof asked?.index === 'number' && state.get('receivedAtPost') >= asked.index;
}

/** A pause that kept a worker from ending. */
export function getSleepFinding(item: WatchedWorker, at: PlaceRef | null, ms: number, how: string): Finding {
  return {
    rule: 'prefer-interruptible-wait',
    message: [
      `${capitalize(getTitle(item))} was asked to stop and went on sleeping here ${how}, for ${ms} ms. Pass the stop signal to this pause.`,
    ],
    at: [at, item.place],
    ms,
  };
}

/** Messages sent before a request to stop that it has not taken yet. */
export function getUnread({ posted, asked, state }: WatchedWorker): number {
  return Math.max(0, (asked?.index ? asked.index - 1 : posted) - state.get('received'));
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
