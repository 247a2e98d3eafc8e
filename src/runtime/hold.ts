import type { PlaceRef } from './records.ts';
import { getLiving, getSiteOf, type WatchedWorker } from './watched-worker.ts';
import { findLoneWaiter } from './lock-wait.ts';

/** What keeps a worker from ending: it reads `Worker x was asked to stop, and …`. */
export interface Hold {
  readonly rule: string;
  readonly at: PlaceRef | null;
  readonly what: readonly (string | PlaceRef)[];
  readonly cure: string;
}

/** Names of `process.getActiveResourcesInfo()` in plain words. */
const RESOURCES: readonly (readonly [name: RegExp, words: string])[] = [
  [/^(?:TCPServer|PipeServer|HTTPSERVER)/i, 'a server'],
  [/^(?:TCPSocket|TLS|HTTP)/i, 'a connection'],
  [/^(?:FSEvent|StatWatcher)/i, 'a file watcher'],
  [/^Process/i, 'a child process'],
  [/^UDP/i, 'a UDP socket'],
  [/^FS/i, 'work on files'],
  [/^Timeout/i, 'a timer'],
];

/** What keeps this worker, which has taken a request to stop, from ending; null when that is not known. */
export function findHold(item: WatchedWorker): Hold | null {
  return findWait(item) ?? findActivity(item) ?? findListening(item);
}

/** It sleeps, waits for another thread, or has a child. */
function findWait(item: WatchedWorker): Hold | null {
  const { state } = item;
  const sleep = state.getRows('sleeps').find(([, deadline = 0]) => deadline > state.now());
  if (sleep) {
    const [site = 0, deadline = 0] = sleep;
    return {
      rule: 'prefer-interruptible-wait',
      at: getSiteOf(item, site),
      what: [`sleeps here on (up to ${deadline - state.now()} ms more)`],
      cure: 'Pass the stop signal to this pause.',
    };
  }
  const [child] = state.getRows('children');
  if (child) {
    const [site = 0, pid = 0] = child;
    return {
      rule: 'no-orphan-child',
      at: getSiteOf(item, site),
      what: [`was kept from ending by its child process ${pid}, which was started here and runs on`],
      cure: 'End the child when the worker is asked.',
    };
  }
  const wait = getSiteOf(item, state.get('waitSite'));
  if (!wait) return null;
  const isForLock = [...getLiving()].some((other) =>
    other.state.getRows('locks').some((row) => findLoneWaiter(row, [state])),
  );
  return {
    rule: isForLock ? 'require-lock-release' : 'no-unstoppable-loop',
    at: wait,
    what: [isForLock ? 'waits here for a lock that another thread holds' : 'waits here for another thread, deaf'],
    cure: isForLock ? 'Let the holder release it in a finally.' : 'Notify it, or give the wait a time limit.',
  };
}

/** Its code goes on, or an interval keeps it alive. */
function findActivity(item: WatchedWorker): Hold | null {
  const { inquiry } = item;
  if (!inquiry) return null;
  if (inquiry.interval) {
    return {
      rule: 'no-unstoppable-loop',
      at: inquiry.interval,
      what: ['is kept alive by this interval'],
      cure: 'Clear it at the request.',
    };
  }
  if (!inquiry.place) return null;
  return {
    rule: 'no-unstoppable-loop',
    at: inquiry.place,
    what: ['still runs; its code goes on here'],
    cure: 'Let this loop look for the request.',
  };
}

/** It waits for the next message, or for whatever else comes. */
function findListening(item: WatchedWorker): Hold | null {
  const { state, inquiry } = item;
  const iteration = getSiteOf(item, state.get('iterationSite'));
  if (iteration && state.get('portClosedSite') === 0) {
    return {
      rule: 'no-unstoppable-loop',
      at: iteration,
      what: ['still waits here for the next message'],
      cure: 'Pass a signal to this iteration, or end it at the request.',
    };
  }
  if (!inquiry) return null;
  const listens = inquiry.resources.includes('MessagePort');
  const others = new Set(
    inquiry.resources.flatMap((name) => RESOURCES.find(([pattern]) => pattern.test(name))?.[1] ?? []),
  );
  if (inquiry.workers > 0) others.add('a worker of its own');
  if (others.size > 0) {
    const names = [...others].join(' and ');
    return { rule: 'no-unheard-stop', at: null, what: [`is kept alive by ${names}`], cure: 'Close it at the request.' };
  }
  if (!listens) return null;
  return {
    rule: 'no-unheard-stop',
    at: getSiteOf(item, state.get('listenSite')),
    what: ['still listens for messages here, which keeps it alive'],
    cure: 'Close parentPort at the request.',
  };
}
