import { Worker } from 'node:worker_threads';
import { noteTask } from '../answers.ts';
import { whileAborting } from '../aborting.ts';
import { captureSite, captureSparsely } from '../call-site.ts';
import type { Context } from '../context.ts';
import { findAnsweredId, findId } from '../message-id.ts';
import { patch, quietly } from '../patch.ts';
import { findWatched, getLiving, getTitle, markAsked, type WatchedWorker } from '../watched-worker.ts';
import type { WorkerOptions } from '../reach.ts';
import { notePorts, watchPorts } from './ports.ts';

type Store = (array: Int32Array, index: number, value: number) => number;
type Post = (this: unknown, ...args: unknown[]) => unknown;
type Emit = (this: unknown, name: string | symbol, ...args: unknown[]) => boolean;

/** Names under which a flag is handed over that asks for a stop; `token` is the stop helper's. */
const STOP_FLAG = /stop|abort|cancel|quit|shut|halt|terminat|^token$/i;
const flagBuffers = new WeakSet<object>();
let askForFlags: () => void = () => {};
let isWatchingFlags = false;
/** Requests of one worker that are kept in mind. */
const LIMIT = 10_000;

/** What owners send to workers and get from them: requests without an answer, requests to stop, signals handed over. */
export function watchMessages(context: Context, onAsked: (item: WatchedWorker) => void): void {
  patch<Post>(
    Worker.prototype,
    'postMessage',
    (original) =>
      function postMessage(...args) {
        const item = findWatched(this);
        if (item && !item.hasEnded) {
          item.posted += 1;
          item.state.set('sent', item.posted);
          const message = args[0];
          if (typeof message === 'object' || typeof message === 'string')
            quietly(() => onPost(item, message, args[1], context, onAsked));
        }
        return original.apply(this, args);
      },
  );
  watchPorts(context, onAsked);
  // Aborts by other means (a time limit, a change without Atomics) are noticed a little later.
  const askAll = (isMeant: (item: WatchedWorker) => boolean, word: string): void => {
    for (const item of getLiving()) {
      if (item.asked || !isMeant(item)) continue;
      markAsked(item, word, captureSite());
      onAsked(item);
    }
  };
  patch<Post>(
    AbortController.prototype,
    'abort',
    (original) =>
      function abort(...args) {
        quietly(() => {
          const { signal } = this as AbortController;
          askAll(({ signals }) => signals.some((ref) => ref.deref() === signal), 'abort');
        });
        return whileAborting(() => original.apply(this, args));
      },
  );
  askForFlags = () => askAll(({ flags }) => flags.some(({ word, before }) => word[0] !== before), 'the stop flag');
}

/** From the first stop flag on that is handed over: other programs pay nothing for it. */
function watchFlags(): void {
  if (isWatchingFlags) return;
  isWatchingFlags = true;
  patch<Store>(
    Atomics,
    'store',
    (original) =>
      function store(array, index, value) {
        const result = original(array, index, value);
        if (flagBuffers.has(array.buffer)) quietly(askForFlags);
        return result;
      },
  );
}

/** Only for a worker that is sent requests with ids: it leaves a frame in the stacks of errors that listeners throw. */
function watchReplies(item: WatchedWorker): void {
  const worker = item.worker.deref();
  if (!worker || Object.hasOwn(worker, 'emit')) return;
  patch<Emit>(
    worker,
    'emit',
    (original) =>
      function emit(name, ...args) {
        if (name === 'message') quietly(() => onReply(item, args[0]));
        return original.call(this, name, ...args);
      },
  );
}

/** What came with the constructor. */
export function watchWorkerData(
  item: WatchedWorker,
  { workerData, transferList }: WorkerOptions,
  context: Context,
): void {
  watchSignals(item, workerData, transferList, context);
  if (typeof workerData !== 'object' || workerData === null) return;
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(workerData))) {
    const word = STOP_FLAG.test(name) ? findWord(value) : null;
    if (!word) continue;
    item.flags.push({ word, before: word[0] as number });
    flagBuffers.add(word.buffer);
    watchFlags();
  }
}

/** The first word of shared memory. */
function findWord(value: unknown): Int32Array | null {
  if (value instanceof SharedArrayBuffer && value.byteLength >= 4) return new Int32Array(value, 0, 1);
  if (!(value instanceof Int32Array) || !(value.buffer instanceof SharedArrayBuffer) || value.length === 0) return null;
  return value;
}

function onPost(
  item: WatchedWorker,
  message: unknown,
  transfer: unknown,
  context: Context,
  onAsked: (item: WatchedWorker) => void,
): void {
  if (typeof message === 'object' && message !== null) {
    watchSignals(item, message, transfer, context);
    const id = findId(message);
    if (id !== undefined && item.requests.size < LIMIT) {
      if (item.requests.size === 0) watchReplies(item);
      item.requests.set(id, captureSparsely());
    }
    if (id === undefined && !context.isStop(message)) noteTask(item, message);
  } else if (typeof message === 'string' && !context.isStop(message)) noteTask(item, message);
  if (item.asked === null && context.isStop(message)) {
    const word = typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
    markAsked(item, word, captureSite(), item.posted);
    onAsked(item);
  }
}

function onReply(item: WatchedWorker, message: unknown): void {
  if (item.requests.size === 0 || typeof message !== 'object' || message === null) return;
  const id = findAnsweredId(message);
  if (id !== undefined && item.requests.delete(id)) item.answersById = true;
}

/** A signal that is handed over asks when it aborts; one that is only copied arrives as a plain object. */
function watchSignals(item: WatchedWorker, value: unknown, transfer: unknown, { tell }: Context): void {
  const list = Array.isArray(transfer)
    ? (transfer as unknown[])
    : ((transfer as WorkerOptions | undefined)?.transferList ?? []);
  notePorts(item, list);
  for (const entry of list) if (entry instanceof AbortSignal) item.signals.push(new WeakRef(entry));
  const signal = findSignal(value);
  if (signal === null || list.includes(signal)) return;
  tell({
    kind: 'finding',
    finding: {
      rule: 'no-unheard-stop',
      message: [
        `This signal arrives in ${getTitle(item)} as a plain object that never fires. Make it transferable, and add it to the transfer list.`,
      ],
      at: [captureSite(), item.place],
      about: item.thread,
    },
  });
}

function findSignal(value: unknown): AbortSignal | null {
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof AbortSignal) return value;
  const signal = Object.getOwnPropertyDescriptor(value, 'signal')?.value as unknown;
  return signal instanceof AbortSignal ? signal : null;
}
