// Timers as Node has them: objects that keep the thread alive, and promises that a signal ends.
import { life } from './life.ts';

type Callback = (...args: unknown[]) => unknown;

/** The browser's own, by numbers: the names are the program's from now on. */
type SetTimer = (callback: () => void, ms?: number) => number;
const set = globalThis.setTimeout.bind(globalThis) as unknown as SetTimer;
const setRepeated = globalThis.setInterval.bind(globalThis) as unknown as SetTimer;
const clear = globalThis.clearTimeout.bind(globalThis);
const clearRepeated = globalThis.clearInterval.bind(globalThis);
const timers = new Map<number, Timer>();

class Timer {
  readonly #id: number;
  readonly #isRepeated: boolean;

  constructor(callback: Callback, ms: number | undefined, args: unknown[], isRepeated: boolean) {
    this.#isRepeated = isRepeated;
    const fire = (): void => {
      if (!isRepeated) this.stop();
      callback(...args);
    };
    this.#id = isRepeated ? setRepeated(fire, ms) : set(fire, ms);
    timers.set(this.#id, this);
    life.keep(this);
  }

  stop(): void {
    if (this.#isRepeated) clearRepeated(this.#id);
    else clear(this.#id);
    timers.delete(this.#id);
    life.drop(this);
  }

  ref(): this {
    if (timers.has(this.#id)) life.keep(this);
    return this;
  }

  unref(): this {
    life.drop(this);
    return this;
  }

  hasRef(): boolean {
    return life.isKept(this);
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }
}

function stop(timer: unknown): void {
  const found = timer instanceof Timer ? timer : timers.get(Number(timer));
  found?.stop();
}

export const callbacks = {
  setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) => new Timer(callback, ms, args, false),
  setInterval: (callback: Callback, ms?: number, ...args: unknown[]) => new Timer(callback, ms, args, true),
  setImmediate: (callback: Callback, ...args: unknown[]) => new Timer(callback, 0, args, false),
  clearTimeout: stop,
  clearInterval: stop,
  clearImmediate: stop,
};

interface WaitOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

function wait<T>(ms: number, value?: T, { signal, ref = true }: WaitOptions = {}): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      timer.stop();
      reject(getAbortError(signal));
    };
    if (signal?.aborted) return reject(getAbortError(signal));
    const timer = new Timer(
      () => {
        signal?.removeEventListener('abort', leave);
        resolve(value);
      },
      ms,
      [],
      false,
    );
    if (!ref) timer.unref();
    signal?.addEventListener('abort', leave, { once: true });
  });
}

/** Node's: with the reason of the signal as its cause. */
function getAbortError(signal: AbortSignal | undefined): Error {
  const error = new Error('The operation was aborted', { cause: signal?.reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}

/** `node:timers/promises` */
export const promises = {
  setTimeout: wait,
  setImmediate: <T>(value?: T, options?: WaitOptions) => wait(0, value, options),
  async *setInterval<T>(ms: number, value?: T, options?: WaitOptions) {
    for (;;) yield await wait(ms, value, options);
  },
  scheduler: { wait: (ms: number, options?: WaitOptions) => wait(ms, undefined, options), yield: () => wait(0) },
};
