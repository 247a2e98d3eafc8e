import { isActive, isAtWork } from './activity.ts';
import { findHold, type Hold } from './hold.ts';
import type { Finding, Label, PlaceRef, SiteRef } from './records.ts';
import { count } from './text.ts';
import { answersEach } from './answers.ts';
import { isForeign, type Place } from './call-site.ts';
import { isAborting } from './aborting.ts';
import { listDescendants } from './descendants.ts';
import { BOOTING, ENDING, RUNNING, ThreadState } from './thread-state.ts';
import { getSiteOf, getTitle, printAt, type WatchedWorker } from './watched-worker.ts';

type Words = (string | PlaceRef | Label)[];

/** What a worker loses when it is killed now. */
export interface Losses {
  /** It was in JavaScript, or waiting in the middle of it. */
  readonly isAtWork: boolean;
  /** Phrases; empty when nothing is lost. */
  readonly phrases: readonly Words[];
}

/** Milliseconds since the last write, after which a file may as well be complete. */
const FILLING = 1000;
/** From the moment of a request, in milliseconds, before which an owner has not really waited. */
const WAITED = 5;

/** Looks at a worker that is about to be killed. Takes 30 us; 5 ms of the worker's computing, on a busy machine more, where it is at work. */
export function getLosses(item: WatchedWorker, isPatient?: boolean): Losses {
  const { state } = item;
  if (state.get('phase') === ENDING) return { isAtWork: false, phrases: [] };
  const phrases: Words[] = [];
  const wait = getSiteOf(item, state.get('waitSite'));
  const working = state.get('waitSite') === 0 ? isAtWork(item, isPatient) : state.get('waitInLoop') === 0;
  if (working && wait) phrases.push(['it was waiting', ...printAt(wait)]);
  else if (working) phrases.push(['it was running', ...printAt(item.loop ?? item.seen)]);
  const unread = getUnread(item);
  // The first message of all is mostly no task, but what it needs to begin.
  if (unread > 1 || (unread > 0 && state.get('received') > 0))
    phrases.push([`${count(unread, 'message')} to it had not been received`]);
  phrases.push(...listUnanswered(item, working));
  // Who has never answered one may only listen.
  const broadcast = state.get('broadcastAnswered') > 0 ? state.get('broadcastOpen') : 0;
  if (broadcast > 0) {
    const words = `${count(broadcast, 'task')} that it took over a BroadcastChannel had no answer`;
    const site = getSiteOf(item, state.get('broadcastSite'));
    phrases.push([words, ...(site ? [' (it listens at ', site, ')'] : [])]);
  }
  // What is aborted is not wanted any more. A BroadcastChannel has a port of its own behind it.
  const taken = broadcast === 0 && state.get('portAnswered') > 0 && !isAborting() ? state.get('portOpen') : 0;
  if (taken > 0) phrases.push([`${count(taken, 'task')} that it took over a port of its own had no answer`]);
  for (const [site = 0, , , , released] of state.getRows('locks')) {
    if (released === 1 || working) phrases.push(['it held the lock taken', ...printAt(getSiteOf(item, site))]);
  }
  if (state.get('writes') > 0)
    phrases.push(['a file was being written', ...printAt(getSiteOf(item, state.get('writeSite')))]);
  phrases.push(...listOpenFiles(item), ...listNested(item));
  return { isAtWork: working, phrases };
}

/** Requests that it took, or will take, and has not answered. */
function listUnanswered(item: WatchedWorker, isWorking: boolean): Words[] {
  const { state, requests, answersById } = item;
  const sleep = state.getRows('sleeps').find(([, deadline = 0]) => deadline > state.now());
  const waits: Words[] =
    sleep && !isWorking ? [['it was waiting', ...printAt(getSiteOf(item, sleep[0] as number))]] : [];
  const isInFlight = isWorking || sleep !== undefined || state.get('writes') > 0;
  // One that has never answered by id may never do so; but it is seen in the middle of something.
  const isRequest = answersById || (isInFlight && state.get('received') > 0 && state.get('posted') === 0);
  if (requests.size > 0 && isRequest) {
    const [id, place] = [...requests][0] as [string | number, Place | null];
    const which = requests.size === 1 ? `id ${id}` : `the first: id ${id}`;
    return [[`${count(requests.size, 'request')} had no answer (${which}`, ...printPosted(place), ')'], ...waits];
  }
  const open = state.get('received') - state.get('posted');
  if (requests.size === 0 && answersEach(item) && open > 0)
    return [
      [`of ${count(state.get('received'), 'message')} that it took it had answered ${state.get('posted')}`],
      ...waits,
    ];
  return [];
}

/** A place in a package tells its user nothing. */
export function printPosted(place: Place | null): (string | PlaceRef)[] {
  return place && !isForeign(place) ? [', posted at ', place] : [];
}

/** Files that it opened anew and was filling. */
function listOpenFiles(item: WatchedWorker): Words[] {
  const { state } = item;
  const rows = state.getRows('files').filter(([, at = 0]) => at > 0 && state.now() - at < FILLING);
  // One that has answered all that it took has written all that it was asked to.
  if (state.get('taken') > 0 && state.get('takenAtPost') === state.get('taken')) return [];
  return rows.map(([site = 0]) => {
    const place = getSiteOf(item, site);
    return ['it had ', { labelOf: place as SiteRef }, ' open for writing', ...printAt(place)];
  });
}

/** What the workers of a killed worker lose with it. */
function listNested(item: WatchedWorker): Words[] {
  return listDescendants(item.thread).flatMap(({ file, place, buffer, epoch }) => {
    const state = new ThreadState(buffer, epoch);
    const unread = state.get('phase') === RUNNING ? state.get('sent') - state.get('received') : 0;
    const isLost = unread > 1 || (unread > 0 && state.get('received') > 0) || state.get('writes') > 0;
    if (!isLost) return [];
    const what =
      unread > 0
        ? `${unread} of ${count(state.get('sent'), 'message')} had not been received`
        : 'it was writing a file';
    return [[`its own ${getTitle({ file })}`, ...(place ? [' (started at ', place, ')'] : []), `: ${what}`]];
  });
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
  // It has said that it stopped; a pause that nobody waits for may go on.
  if (hasAnsweredStop(item) && !isFedOn(item) && !losses.isAtWork) return null;
  const hold = findHold(item);
  if (hold?.rule === 'prefer-interruptible-wait') return getSleepFinding(item, hold.at, ms, 'until it was killed');
  if (hold?.rule === 'no-orphan-child') return getForcedFinding(item, hold, ms);
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
      at: [loop, item.place],
      ms,
    };
  }
  if (hasAnsweredStop(item) && !isFedOn(item)) return null;
  // Not before it can be known: one that took the word was about to end.
  if (hold && hasTakenStop(item) && !isFedOn(item)) return getForcedFinding(item, hold, ms);
  return {
    rule: 'no-unheard-stop',
    message: [
      `${title} did not end after '${asked.word}' and was killed ${ms} ms later. Let it listen for that message and end.`,
    ],
    at: [asked.place, item.place],
    ms,
  };
}

function getForcedFinding(item: WatchedWorker, hold: Hold, ms: number): Finding {
  const heading = [`${capitalize(getTitle(item))} was asked to stop`, ...printAt(item.asked?.place ?? null), ', '];
  return {
    rule: hold.rule,
    message: [...heading, ...hold.what, `, and was killed ${ms} ms later. ${hold.cure}`],
    at: [hold.at, item.asked?.place ?? null, item.place],
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

function hasTakenStop({ state, asked }: WatchedWorker): boolean {
  return typeof asked?.index === 'number' && state.get('received') >= asked.index;
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
export function getUnread({ posted, asked, state, worker: ref }: WatchedWorker): number {
  // Its loop turns, and its checker has not reported in: nobody knows what it has taken.
  if (state.get('phase') === BOOTING && (ref.deref()?.performance.eventLoopUtilization().idle ?? 1) > 0) return 0;
  return Math.max(0, (asked?.index ? asked.index - 1 : posted) - state.get('received'));
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
