import type { Worker } from 'node:worker_threads';
import { EVAL, type Place } from './call-site.ts';
import type { Inquiry, PlaceRef, SiteRef } from './records.ts';
import type { ThreadState } from './thread-state.ts';

/** What an owner knows of a worker that it has started. */
export interface WatchedWorker {
  readonly worker: WeakRef<Worker>;
  readonly thread: number;
  readonly file: string;
  readonly place: Place | null;
  readonly state: ThreadState;
  readonly startedAt: number;
  readonly hasJob: boolean;
  /** Messages sent to it. */
  posted: number;
  /** Messages with an id that wait for their answer, when it answers by id. */
  readonly requests: Map<unknown, Place | null>;
  answersById: boolean;
  /** `index`: which of the messages it was, if it was one. */
  asked: {
    readonly at: number;
    readonly index: number | null;
    readonly place: Place | null;
    readonly word: string;
  } | null;
  killed: {
    readonly at: number;
    readonly place: Place | null;
    readonly wasAsked: boolean;
    readonly isHarmful: boolean;
  } | null;
  /** Signals that were handed over; an abort is a request. */
  readonly signals: WeakRef<AbortSignal>[];
  /** Words of its workerData that are named like a stop flag, and what they held at the start. */
  readonly flags: { readonly word: Int32Array; readonly before: number }[];
  /** Where it was last told not to keep the program alive. */
  unref: { readonly place: Place | null } | null;
  /** Where it was found when its loop did not turn. */
  loop: Place | null;
  isBlockedTold: boolean;
  /** Since when it waits for events, and in `Atomics.wait`. */
  idleSince: number | null;
  waitSince: number;
  /** In the last tenth of a second, mostly. */
  isBusy: boolean;
  used: { readonly idle: number; readonly active: number };
  /** What it has answered about itself. */
  inquiry: (Inquiry & { readonly at: number }) | null;
  inquiredAt: number;
  /** Where it was seen running, and when. */
  seen: Place | null;
  seenAt: number;
  lastBeat: number;
  lastBeatAt: number;
  hasEnded: boolean;
  endedAt: number | null;
  exitCode: number | null;
  /** By an error that nobody caught; its code, where Node gives one. */
  hasCrashed: boolean;
  errorCode: string | null;
}

const watched = new WeakMap<Worker, WatchedWorker>();
const living = new Set<WatchedWorker>();

export function watch(
  worker: Worker,
  start: Pick<WatchedWorker, 'file' | 'place' | 'state' | 'hasJob'>,
): WatchedWorker {
  const now = Date.now();
  const made: WatchedWorker = {
    ...start,
    worker: new WeakRef(worker),
    thread: worker.threadId,
    startedAt: now,
    posted: 0,
    requests: new Map(),
    answersById: false,
    asked: null,
    killed: null,
    signals: [],
    flags: [],
    unref: null,
    loop: null,
    isBlockedTold: false,
    idleSince: null,
    waitSince: now,
    isBusy: false,
    used: { idle: 0, active: 0 },
    inquiry: null,
    inquiredAt: 0,
    seen: null,
    seenAt: 0,
    lastBeat: 0,
    lastBeatAt: now,
    hasEnded: false,
    endedAt: null,
    exitCode: null,
    hasCrashed: false,
    errorCode: null,
  };
  watched.set(worker, made);
  living.add(made);
  return made;
}

export function findWatched(worker: unknown): WatchedWorker | null {
  return watched.get(worker as Worker) ?? null;
}

/** Those of this thread that have not ended. */
export function getLiving(): ReadonlySet<WatchedWorker> {
  return living;
}

export function forget(item: WatchedWorker): void {
  item.hasEnded = true;
  item.endedAt = Date.now();
  living.delete(item);
}

/** Notes a request to stop, the first one. */
export function markAsked(item: WatchedWorker, word: string, place: Place | null, index: number | null = null): void {
  if (item.asked || item.hasEnded) return;
  item.asked = { at: Date.now(), index, place, word };
  item.state.set('asked', item.state.now());
}

/** A place that the worker has told by number; null for 0. */
export function getSiteOf({ thread }: Pick<WatchedWorker, 'thread'>, site: number): SiteRef | null {
  return site === 0 ? null : { thread, site };
}

/** Its name in messages: the file's name. */
export function getTitle({ file }: Pick<WatchedWorker, 'file'>): string {
  return file === EVAL ? 'an eval worker' : `worker ${file.split(/[\\/]/).at(-1)}`;
}

/** A place for a message, or the words that stand for an unknown one. */
export function printAt(place: PlaceRef | null): (string | PlaceRef)[] {
  return place ? [' at ', place] : [];
}
