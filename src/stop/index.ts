/**
 * Stops worker threads well: ask, wait for the end, and only then kill. For `node:worker_threads` and web workers.
 * From eslint-plugin-graceful (MIT licence), made by `npx graceful init --helper`. One file, no imports: it is yours.
 *
 *     owner    const { forced } = await stopWorker(worker);
 *     worker   const signal = stopSignal();
 *              try { for (;;) { work(); await sleep(1000, signal); } } // rejects at the stop
 *              catch (error) { if (!signal.aborted) throw error; } // uncaught, it would reach the owner as an 'error'
 *              finally { cleanUp(); }
 *
 * A signal is only seen by code that yields. A loop that never does asks a StopToken, whose memory both threads share:
 *
 *     owner    const token = new StopToken(); new Worker(file, { workerData: { stopToken: token.buffer } });
 *     worker   const token = StopToken.from(workerData.stopToken); while (!token.isSet) crunch();
 *     owner    await stopWorker(worker, { token });
 */

/** A worker of `node:worker_threads`, of the web, or of a library that imitates one of them. */
export interface StoppableWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
  readonly threadId?: number | undefined;
  /** What tells a Node worker, whose end is an event, from a web worker, which has to say that it is done. */
  once?(event: 'exit', listener: (code: number) => void): unknown;
}

export interface StopOptions {
  /** Milliseconds that the worker has for its clean-up, at most 2 ** 31 - 1; 5000 by default. */
  graceMs?: number | undefined;
  /** What to post to the worker; 'stop' by default. */
  message?: unknown;
  /** Set before the message is posted, for code that is too busy to take messages. */
  token?: { set(): void } | undefined;
  /** Ends the grace at once when it aborts. */
  signal?: AbortSignal | undefined;
}

export interface StopResult {
  /** Whether `terminate()` had to cut the worker off: its clean-up may not have run. */
  forced: boolean;
  /** The exit code; undefined for a web worker and for a thread that was gone before. */
  code: number | undefined;
}

interface Stop {
  done: Promise<StopResult>;
  force: () => void;
}

const LONGEST_DELAY = 2 ** 31 - 1; // timers fire at once when it is exceeded
const POLL_MS = 10; // where Atomics.waitAsync is missing
const stops = new WeakMap<StoppableWorker, Stop>();

/**
 * Asks the worker to stop, waits until it has, and terminates it only when the grace is over.
 *
 * All calls for one worker share one stop, and the earliest deadline counts. A web worker is terminated when it calls
 * `acknowledgeStop()`; one that never does uses up its grace. An error that the worker throws meanwhile is not caught:
 * as ever it goes to the 'error' listeners, or ends the process where there are none; the stop itself ends with code 1.
 * `terminate()` waits for native code, so that a forced stop may take longer than the grace.
 *
 * @throws (rejects) what `postMessage` or `terminate` throw, a DataCloneError for instance
 */
export async function stopWorker(worker: StoppableWorker, options: StopOptions = {}): Promise<StopResult> {
  const { graceMs = 5000, message = 'stop', token, signal } = options;
  const running = stops.get(worker);
  if (!running && worker.threadId === -1) return { forced: false, code: undefined };
  token?.set();
  const { done, force } = running ?? startStop(worker, message);
  // Keeps this thread alive until the stop is over, also when the worker is unref'd.
  const timer = setTimeout(force, Math.min(graceMs, LONGEST_DELAY));
  if (signal?.aborted) force();
  signal?.addEventListener('abort', force);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', force);
  }
}

function startStop(worker: StoppableWorker, message: unknown): Stop {
  let force!: () => void;
  const late = new Promise<void>((resolve) => (force = () => resolve()));
  const done = worker.once ? endThread(worker, message, late) : endWebWorker(worker, message, late);
  const stop = { done, force };
  stops.set(worker, stop);
  done.catch(() => stops.delete(worker));
  return stop;
}

async function endThread(worker: StoppableWorker, message: unknown, late: Promise<void>): Promise<StopResult> {
  // Listens before it asks: the end is told once.
  const exited = new Promise<number>((resolve) => worker.once?.('exit', resolve));
  worker.postMessage(message);
  const code = await Promise.race([exited, late]);
  if (code !== undefined) return { forced: false, code };
  const killed = await worker.terminate();
  return { forced: true, code: typeof killed === 'number' ? killed : undefined };
}

async function endWebWorker(worker: StoppableWorker, message: unknown, late: Promise<void>): Promise<StopResult> {
  // It answers through a port of its own, so that nobody else's messages change.
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<true>((resolve) => Object.assign(port1, { onmessage: () => resolve(true) }));
  try {
    (worker as { postMessage(message: unknown, transfer: unknown[]): void }).postMessage(message, [port2]);
    const isDone = await Promise.race([answered, late]);
    await worker.terminate();
    return { forced: !isDone, code: undefined };
  } finally {
    port1.close();
  }
}

/** An event that threads share, in memory that both see: also by code that never yields. Needs SharedArrayBuffer. */
export class StopToken {
  readonly #flag: Int32Array;
  #controller: AbortController | undefined;

  constructor(buffer = new SharedArrayBuffer(4)) {
    // A copy in memory of one's own would never hear anything.
    if (!isShared(buffer)) {
      throw new TypeError('A StopToken needs the SharedArrayBuffer of another: token.buffer');
    }
    this.#flag = new Int32Array(buffer, 0, 1);
  }

  /** The token of another thread, from its `buffer`. @throws TypeError for anything but a SharedArrayBuffer */
  static from(buffer: SharedArrayBuffer): StopToken {
    return new StopToken(buffer ?? (null as never)); // a forgotten buffer is no reason to make one
  }

  /** What to hand to the other thread, in `workerData` or a message. */
  get buffer(): SharedArrayBuffer {
    return this.#flag.buffer as SharedArrayBuffer;
  }

  get isSet(): boolean {
    return Atomics.load(this.#flag, 0) !== 0;
  }

  /** Sets the token and wakes whoever waits for it, in every thread. */
  set(): void {
    Atomics.store(this.#flag, 0, 1);
    Atomics.notify(this.#flag, 0);
    this.#controller?.abort();
  }

  /** Makes the token usable again; a signal that has aborted stays so. */
  clear(): void {
    Atomics.store(this.#flag, 0, 0);
  }

  /** Blocks the thread: true once the token is set, false after `ms` milliseconds. A web page's main thread may not. */
  waitSync(ms = Infinity): boolean {
    return Atomics.wait(this.#flag, 0, 0, ms) !== 'timed-out';
  }

  /** The same without blocking. Keeps the thread alive meanwhile, as `Atomics.waitAsync` by itself does not. */
  async wait(ms = Infinity): Promise<boolean> {
    const alive = setInterval(() => {}, LONGEST_DELAY);
    try {
      return await this.#wait(ms);
    } finally {
      clearInterval(alive);
    }
  }

  /** Aborts when the token is set; does not keep the thread alive. A loop that never yields cannot see it: `isSet`. */
  get signal(): AbortSignal {
    let controller = this.#controller;
    if (!controller || (controller.signal.aborted && !this.isSet)) {
      const fresh = (this.#controller = controller = makeController());
      if (!this.isSet) void this.#wait(Infinity).then(() => fresh.abort());
    }
    if (this.isSet) controller.abort();
    return controller.signal;
  }

  async #wait(ms: number): Promise<boolean> {
    const { waitAsync } = Atomics as { waitAsync?: (flag: Int32Array, at: 0, is: 0, ms: number) => { value: unknown } };
    if (waitAsync) return (await waitAsync(this.#flag, 0, 0, ms).value) !== 'timed-out';
    for (const end = Date.now() + ms; !this.isSet;) {
      const left = end - Date.now();
      if (left <= 0) return false;
      await new Promise((resolve) => {
        const timer: unknown = setTimeout(resolve, Math.min(left, POLL_MS));
        (timer as { unref?(): void }).unref?.();
      });
    }
    return true;
  }
}

/**
 * Resolves after `ms` milliseconds, at most 2 ** 31 - 1. Leaves neither timer nor listener behind.
 *
 * @throws (rejects) an AbortError when the signal aborts or has aborted; a loop that catches it must then leave
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(getAbortError(signal.reason));
    const stop = (): void => {
      clearTimeout(timer);
      reject(getAbortError(signal?.reason));
    };
    const wake = (): void => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(ms, LONGEST_DELAY));
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/**
 * The signal that aborts when the owner of this thread asks it to stop: by posting `message` or an object whose `type`
 * it is, or by setting the token whose buffer is `workerData.stopToken`. One per thread and message: ask for it where
 * it is needed. Never aborts in a main thread. Listening does not keep the thread alive and takes no message from other
 * listeners. (But whoever polls with `receiveMessageOnPort(parentPort)` loses messages to any listener.)
 *
 * A Node thread ends when nothing is left to do: a program with a listener on `parentPort` removes it, or closes the
 * port, when the signal aborts. A web worker calls `acknowledgeStop()`.
 */
export function stopSignal({ message = 'stop' }: { message?: string } = {}): AbortSignal {
  const { line, workerData } = getThread();
  const inbox = (line[INBOX] ??= { signals: new Map(), askers: [], leave: undefined });
  const known = inbox.signals.get(message);
  if (known) return known.signal;
  const controller = makeController();
  inbox.signals.set(message, controller);
  inbox.leave ??= listen(line, ({ data, ports = [] }) => {
    const type = typeof data === 'object' ? (data as { type?: unknown } | null)?.type : data;
    if (!inbox.signals.has(type as string)) return;
    inbox.askers.push(...ports);
    obey(inbox, type as string);
  });
  const shared = (workerData as { stopToken?: SharedArrayBuffer } | null | undefined)?.stopToken;
  if (isShared(shared)) {
    const { signal } = StopToken.from(shared);
    if (signal.aborted) obey(inbox, message);
    else signal.addEventListener('abort', () => obey(inbox, message), { once: true });
  }
  return controller.signal;
}

/**
 * Tells the owner of a web worker that all is done, so that it need not wait for the end of the grace. To be called
 * after the clean-up, instead of `self.close()`. Does nothing in Node, where the end of the thread says the same.
 */
export function acknowledgeStop(): void {
  for (const asker of getThread().line[INBOX]?.askers.splice(0) ?? []) asker.postMessage('stopped');
}

const INBOX = Symbol.for('graceful.stop');

/** Kept on the line itself, so that all copies of this file in a thread agree. */
interface Inbox {
  signals: Map<string, AbortController>;
  /** Where web owners wait for an answer. */
  askers: { postMessage(answer: string): void }[];
  leave: (() => void) | undefined;
}

type Hear = (event: { data?: unknown; ports?: readonly Inbox['askers'][number][] }) => void;

/** A worker's line to its owner; the global scope of a thread that has none. */
interface Line {
  addEventListener?(type: string, listener: Hear, ...rest: unknown[]): void;
  removeEventListener?(type: string, listener: Hear, ...rest: unknown[]): void;
  [INBOX]?: Inbox;
}

interface NodeLine extends Required<Omit<Line, typeof INBOX>> {
  listenerCount(type: string): number;
  emit(type: string, data: unknown): void;
  ref(): void;
  unref(): void;
}

interface NodeEvents {
  setMaxListeners?(count: number, ...targets: unknown[]): void;
}

interface NodeProcess {
  getBuiltinModule?(id: string): unknown;
  nextTick(callback: () => void): void;
}

function obey(inbox: Inbox, message: string): void {
  inbox.signals.get(message)?.abort();
  if (![...inbox.signals.values()].every(({ signal }) => signal.aborted)) return;
  inbox.leave?.();
  inbox.leave = undefined;
}

function listen(line: Line, hear: Hear): () => void {
  if (line === globalThis && !('WorkerGlobalScope' in globalThis)) return () => {};
  if ('listenerCount' in line && 'emit' in line) return overhear(line as NodeLine, hear);
  line.addEventListener?.('message', hear);
  return () => line.removeEventListener?.('message', hear);
}

/**
 * Listens on a Node port as if nobody did. There the first listener starts the flow and keeps the thread alive until
 * the last is gone: if we counted, a program that listens later lost what came before, and ended too early or never.
 */
function overhear(port: NodeLine, hear: Hear): () => void {
  const { addEventListener: add, removeEventListener: remove } = port;
  let own = 0;
  const isWanted = (): boolean => port.listenerCount('message') > own;
  let isUsed = isWanted(); // by the program, as far as we know
  let early: unknown[] | undefined = isUsed ? undefined : []; // what came before it listened
  let isReplay = false;
  const settle = (): void => {
    if (!isUsed || isWanted()) return;
    isUsed = false;
    port.unref();
  };
  const replay = (waiting: unknown[]): void => {
    if (waiting.length === 0) return;
    isReplay = true;
    port.emit('message', waiting.shift());
    isReplay = false;
    // Lets all microtasks run: a program that awaits one message at a time listens again in them.
    queueMicrotask(() => getProcess()?.nextTick(() => replay(waiting)));
  };
  const listener: Hear = (event) => {
    queueMicrotask(settle); // a listener for one message is gone by then
    if (isReplay) return;
    early?.push(event.data);
    hear(event);
  };
  const addTo: NodeLine['addEventListener'] = (...args) => {
    add.apply(port, args);
    if (isUsed || !isWanted()) return;
    isUsed = true;
    port.ref();
    const waiting = early ?? [];
    early = undefined;
    getProcess()?.nextTick(() => replay(waiting));
    if (own === 0) restore();
  };
  const removeFrom: NodeLine['removeEventListener'] = (...args) => {
    remove.apply(port, args);
    settle();
  };
  const restore = (): void => {
    if (port.addEventListener === addTo) Reflect.deleteProperty(port, 'addEventListener');
    if (port.removeEventListener === removeFrom) Reflect.deleteProperty(port, 'removeEventListener');
  };
  add.call(port, 'message', listener);
  own = 1;
  if (!isUsed) port.unref();
  Object.assign(port, { addEventListener: addTo, removeEventListener: removeFrom });
  return () => {
    own = 0;
    remove.call(port, 'message', listener);
    if (!early?.length) restore();
  };
}

function getThread(): { line: Line; workerData?: unknown } {
  // No import: web workers load this file as it is.
  const found = getProcess()?.getBuiltinModule?.('node:worker_threads');
  const { parentPort, workerData } = (found ?? {}) as { parentPort?: Line | null; workerData?: unknown };
  const scope: object & Line = globalThis;
  return { line: parentPort ?? scope, workerData };
}

function getProcess(): NodeProcess | undefined {
  const process: unknown = Reflect.get(globalThis, 'process');
  return process as NodeProcess | undefined;
}

function isShared(value: unknown): value is SharedArrayBuffer {
  return Object.prototype.toString.call(value) === '[object SharedArrayBuffer]';
}

/** Many waits share one of our signals: Node 20 would warn of a leak from the eleventh listener on. */
function makeController(): AbortController {
  const controller = new AbortController();
  const events = getProcess()?.getBuiltinModule?.('node:events') as NodeEvents | undefined;
  events?.setMaxListeners?.(0, controller.signal);
  return controller;
}

/** The reason where it is an AbortError, else one that it caused: whoever catches it can always tell by the name. */
function getAbortError(reason: unknown): Error {
  if (reason instanceof Error && reason.name === 'AbortError') return reason;
  const error = new Error('The operation was aborted', { cause: reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}
