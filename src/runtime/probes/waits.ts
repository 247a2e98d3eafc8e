import events from 'node:events';
import { Worker } from 'node:worker_threads';
import { captureSite, captureSparsely, isForeign, type Place } from '../call-site.ts';
import type { Context } from '../context.ts';
import { capitalize } from '../kill-verdict.ts';
import { patch, quietly } from '../patch.ts';
import { count } from '../text.ts';
import { findWatched, getTitle, type WatchedWorker } from '../watched-worker.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;
type Listener = (...args: unknown[]) => void;

interface Wait {
  readonly item: WatchedWorker;
  readonly worker: WeakRef<Worker>;
  readonly listener: WeakRef<Listener>;
  readonly place: Place;
  /** Messages sent before; one that is sent with it makes it a wait for an answer. */
  readonly posted: number;
  readonly turn: number;
}

interface Guard {
  readonly name: string;
  readonly place: Place | null;
  readonly turn: number;
}

/** Lines within which listeners of one turn of the loop are taken to be added together. */
const NEAR = 12;
const LIMIT = 200;
/** Node's exit code for a top-level await that never settled. */
const UNSETTLED = 13;

const { setImmediate } = globalThis;
let turn = 0;
let isCounting = false;

/** The number of this turn of the loop, from the first question in it on; on a busy machine a turn may take long. */
function getTurn(): number {
  if (!isCounting) {
    isCounting = true;
    setImmediate(() => {
      turn += 1;
      isCounting = false;
    }).unref();
  }
  return turn;
}

/** Waits for a worker that can never end: for its exit after its end, for its answer when it has ended without one. */
export function watchWaits({ tell }: Context): {
  onExit(item: WatchedWorker): void;
  onProgramEnd(code: number, wasCalled: boolean): void;
} {
  const waits = new Set<Wait>();
  const late: { item: WatchedWorker; place: Place }[] = [];
  const guards = new WeakMap<WatchedWorker, Guard[]>();
  const left: WatchedWorker[] = [];
  const note = (worker: unknown, name: unknown, listener: unknown): void => {
    const item = findWatched(worker);
    if (!item || typeof listener !== 'function') return;
    if (name === 'exit' && item.hasEnded && late.length < LIMIT) {
      const place = captureSite();
      if (place && !isForeign(place)) late.push({ item, place });
    }
    if (item.hasEnded) return;
    if (name === 'error' || name === 'exit') {
      const list = guards.get(item) ?? [];
      guards.set(item, list);
      if (list.length < LIMIT) list.push({ name, place: captureSparsely(), turn: getTurn() });
    }
    if (name !== 'message') return;
    for (const wait of waits) if (wait.item === item && !isWaiting(wait)) waits.delete(wait);
    const place = waits.size < LIMIT ? captureSparsely() : null;
    if (!place || isForeign(place)) return;
    const [ref, heard] = [new WeakRef(worker as Worker), new WeakRef(listener as Listener)];
    waits.add({ item, worker: ref, listener: heard, place, posted: item.posted, turn: getTurn() });
  };
  watchListeners(note, tell);
  return {
    // Node takes all listeners away when it has told the end.
    onExit(item) {
      if (hasLeftRequests(item) && left.length < LIMIT) left.push(item);
      for (const wait of waits) if (wait.item === item && !isWaiting(wait)) waits.delete(wait);
    },
    onProgramEnd(code, wasCalled) {
      // A listener alone may be a mere note; one that the program waited for leaves it unsettled.
      if (code === UNSETTLED) {
        for (const { item, place } of late) tellLateExit(item, place, tell);
        for (const item of left) tellLostRequests(item, tell);
      }
      if (wasCalled) return;
      for (const wait of waits) {
        // One that ended with the program had time only as long as the program.
        if (wait.item.exitCode === null || wait.item.killed || wait.item.posted <= wait.posted) continue;
        if (!isGuarded(wait, guards.get(wait.item) ?? [])) tellLostReply(wait, tell);
      }
    },
  };
}

function watchListeners(
  note: (worker: unknown, name: unknown, listener: unknown) => void,
  tell: Context['tell'],
): void {
  for (const method of ['on', 'once', 'addListener'] as const) {
    patch<AnyMethod>(
      Worker.prototype,
      method,
      (original) =>
        function listen(...args) {
          const [name, listener] = args;
          if (name === 'exit' || name === 'error' || (name === 'message' && method === 'once'))
            quietly(() => note(this, name, listener));
          return original.apply(this, args);
        },
    );
  }
  patch<AnyMethod>(
    events,
    'once',
    (original) =>
      function once(...args) {
        const item = args[1] === 'exit' ? findWatched(args[0]) : null;
        if (item?.hasEnded) quietly(() => tellLateExit(item, captureSite(), tell));
        return original.apply(this, args);
      },
  );
}

/** Requests that nobody will answer; those of one that came to its end without being asked are told then. */
function hasLeftRequests({ killed, requests, exitCode, answersById, asked }: WatchedWorker): boolean {
  return !killed && requests.size > 0 && (exitCode !== 0 || !answersById || asked !== null);
}

function isWaiting({ worker, listener }: Wait): boolean {
  const heard = listener.deref();
  return (
    heard !== undefined && (worker.deref()?.listeners('message') as unknown[] | undefined)?.includes(heard) === true
  );
}

/** Was a listener for its end added beside it, which settles the same promise? */
function isGuarded({ item, place, turn: at }: Wait, guards: readonly Guard[]): boolean {
  return guards.some((guard) => {
    if (guard.name === 'error' && !item.hasCrashed) return false;
    if (guard.turn !== at) return false;
    return !guard.place || (guard.place.file === place.file && Math.abs(guard.place.line - place.line) <= NEAR);
  });
}

function tellLostReply({ item, place }: Wait, tell: Context['tell']): void {
  const how = item.hasCrashed ? 'ended with an error' : 'ended';
  const message = [
    `${capitalize(getTitle(item))} ${how} and will never answer, so this wait for its message never settled. Listen for 'exit' and 'error' as well.`,
  ];
  tell({ kind: 'finding', finding: { rule: 'no-lost-reply', message, at: [place], about: item.thread } });
}

/** The program ended in the middle of an await, and requests of a worker are open that has ended by itself. */
function tellLostRequests(item: WatchedWorker, tell: Context['tell']): void {
  const [place = null] = item.requests.values();
  const error = item.errorCode === null ? '' : ` (${item.errorCode})`;
  const how = item.hasCrashed ? `ended with an error${error}` : `ended with exit code ${item.exitCode}`;
  const message = [
    `${capitalize(getTitle(item))} ${how} and left ${count(item.requests.size, 'request')} without an answer, for which the program waited to its end. Reject them on 'error' and 'exit'.`,
  ];
  tell({ kind: 'finding', finding: { rule: 'no-lost-reply', message, at: [place, item.place], about: item.thread } });
}

function tellLateExit(item: WatchedWorker, place: Place | null, tell: Context['tell']): void {
  if (!place) return;
  const ms = Date.now() - (item.endedAt ?? Date.now());
  const message = [
    `This wait for the exit of ${getTitle(item)} began ${ms} ms after it had ended, and never settles. Begin it before the worker is asked to stop.`,
  ];
  tell({ kind: 'finding', finding: { rule: 'require-exit-wait', message, at: [place], ms, about: item.thread } });
}
