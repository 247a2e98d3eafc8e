import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { canAsk, getSite } from '../bus.ts';
import { captureSite } from '../call-site.ts';
import type { Context, WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';
import type { ThreadState } from '../thread-state.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;
type Callback = (...args: unknown[]) => void;

/** Shorter pauses hold up nobody. */
const SHORTEST = 50;

/** A pause that has begun, and how it is taken off the list. */
type EndPause = (wasWhole: boolean) => void;

/** Pauses that no signal can wake, by the places where they began. */
export function watchSleeps({ state, tell, options }: WorkerContext): void {
  /** Null where pauses come so often that nobody waits for one. */
  const begin = (ms: number): EndPause | null => {
    const site = canAsk() ? (quietly(() => getSite(tell)) ?? 0) : 0;
    return site === 0 ? null : beginPause(state, ms, site, options.graceMs);
  };
  const wait = (original: AnyMethod): AnyMethod =>
    function setTimeout(...args) {
      const ms = args[0];
      const given = args[2];
      const promise = original.apply(this, args) as Promise<unknown>;
      if (!isPause(ms) || (given !== undefined && !isWithoutSignal(given))) return promise;
      const end = begin(ms);
      // Such a promise never rejects, so this branch of it hides no rejection.
      if (end) void promise.then(() => end(true));
      return promise;
    };
  patch(timersPromises, 'setTimeout', wait);
  patch<AnyMethod>(
    Object.getPrototypeOf(timersPromises.scheduler) as object,
    'wait',
    (original) =>
      function (...args) {
        return wait((ms, given, ...rest) => original.call(this, ms, given, ...rest)).call(
          this,
          args[0],
          ...args.slice(1),
        );
      },
  );
  watchTicks(begin);
  watchCallbacks(begin);
}

/** `for await (const _ of setInterval(ms))`: each step is a pause. */
function watchTicks(begin: (ms: number) => EndPause | null): void {
  patch<AnyMethod>(
    timersPromises,
    'setInterval',
    (original) =>
      function setInterval(...args) {
        const [ms, , given] = args;
        const iterator = original.apply(this, args) as AsyncIterator<unknown>;
        if (!isPause(ms) || (given !== undefined && !isWithoutSignal(given))) return iterator;
        patch<AnyMethod>(
          iterator,
          'next',
          (step) =>
            function next(...values) {
              const end = begin(ms);
              const result = step.apply(this, values) as Promise<unknown>;
              if (end)
                result.then(
                  () => end(true),
                  () => end(false),
                );
              return result;
            },
        );
        return iterator;
      },
  );
}

/** `new Promise((resolve) => setTimeout(resolve, ms))` */
function watchCallbacks(begin: (ms: number) => EndPause | null): void {
  const pending = new WeakMap<object, EndPause>();
  const original = globalThis.setTimeout;
  const pause = (make: AnyMethod): AnyMethod =>
    function setTimeout(...args) {
      const callback = args[0];
      const ms = args[1];
      if (!isPause(ms) || !isOfOne(callback) || !canAsk() || !isResolver(callback)) return make.apply(this, args);
      const end = begin(ms);
      if (!end) return make.apply(this, args);
      const timer = make.call(
        this,
        (...values: unknown[]) => {
          quietly(() => end(true));
          callback(...values);
        },
        ...args.slice(1),
      ) as object;
      pending.set(timer, end);
      return timer;
    };
  patch(globalThis, 'setTimeout', pause as never);
  if (timers.setTimeout === original) Object.assign(timers, { setTimeout: globalThis.setTimeout });
  const clear = (make: AnyMethod): AnyMethod =>
    function clearTimeout(...args) {
      if (typeof args[0] === 'object' && args[0] !== null) pending.get(args[0])?.(false);
      return make.apply(this, args);
    };
  const originalClear = globalThis.clearTimeout;
  patch(globalThis, 'clearTimeout', clear as never);
  if (timers.clearTimeout === originalClear) Object.assign(timers, { clearTimeout: globalThis.clearTimeout });
}

/** Puts a pause on the list; when it ends long after a request to stop, it was what held the worker up. */
export function beginPause(state: ThreadState, ms: number, site: number, graceMs: number): EndPause {
  if (site === 0) return () => {};
  const begun = state.now();
  let row = state.addRow('sleeps', [site, begun + ms]);
  return (wasWhole) => {
    state.removeRow('sleeps', row);
    row = -1;
    const asked = state.get('asked');
    const now = state.now();
    if (!wasWhole || asked === 0 || now - Math.max(begun, asked) <= graceMs) return;
    state.set('lateSite', site);
    state.set('lateAt', now);
  };
}

/** `sleep(ms, { signal })`: the options are where the value belongs, so the signal wakes nobody. In any thread. */
export function watchMisplacedOptions({ tell }: Context): void {
  patch<AnyMethod>(
    timersPromises,
    'setTimeout',
    (original) =>
      function setTimeout(...args) {
        const value = args[1] as { signal?: unknown } | null | undefined;
        const given = args[2];
        const isMisplaced =
          typeof value === 'object' && value !== null && given === undefined && value.signal instanceof AbortSignal;
        if (isMisplaced || given instanceof AbortSignal) {
          const message = [
            'The signal stands where the value belongs, so it does not wake this pause. Pass it as setTimeout(ms, value, { signal }).',
          ];
          quietly(() =>
            tell({ kind: 'finding', finding: { rule: 'prefer-interruptible-wait', message, at: [captureSite()] } }),
          );
        }
        return original.apply(this, args);
      },
  );
}

function isPause(ms: unknown): ms is number {
  return typeof ms === 'number' && ms >= SHORTEST;
}

/** Valid options of a pause that nothing can wake and that keeps its thread alive. */
function isWithoutSignal(options: unknown): boolean {
  if (typeof options !== 'object' || options === null) return false;
  const { signal, ref } = options as { signal?: unknown; ref?: unknown };
  return signal === undefined && (ref === undefined || ref === true);
}

function isOfOne(value: unknown): value is Callback {
  return typeof value === 'function' && value.length === 1;
}

/** A promise's resolve function: native, nameless, with one parameter. */
function isResolver(value: Callback): boolean {
  if (value.name !== '' || Object.hasOwn(value, 'prototype')) return false;
  return Function.prototype.toString.call(value) === 'function () { [native code] }';
}
