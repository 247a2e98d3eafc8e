import { createHook } from 'node:async_hooks';
import timers from 'node:timers';
import { captureSite, captureSparsely, type Place } from '../call-site.ts';
import { patch, quietly } from '../patch.ts';
import type { Inquiry } from '../records.ts';
import { getLiving } from '../watched-worker.ts';

/** Places that one look takes in, before it looks away. */
const ENOUGH = 40;
const INTERVALS = 100;

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;

/** What the sampler can ask a thread, by the inspector: costs nothing until it is asked. */
export interface Inquirer {
  /** Where it is at this moment: in the stack below the call. */
  where(): Place | null;
  /** Begins to look at what the thread starts, or ends it and gives what it has seen as JSON. */
  look(isBegun: boolean): string;
}

interface Interval {
  readonly timer: NodeJS.Timeout;
  readonly place: Place;
}

const intervals = new Set<Interval>();

export function createInquirer(): Inquirer {
  let hits = new Map<string, { place: Place; count: number }>();
  let left = 0;
  // Whatever waits begins with something asynchronous, with the caller's frame on the stack.
  const hook = createHook({
    init() {
      if (left-- <= 0) {
        hook.disable();
        return;
      }
      const place = captureSite();
      if (!place) return;
      const key = `${place.file}:${place.line}:${place.column}`;
      const hit = hits.get(key) ?? { place, count: 0 };
      hit.count += 1;
      hits.set(key, hit);
    },
  });
  return {
    where: captureSite,
    look(isBegun) {
      if (isBegun) {
        hits = new Map();
        left = ENOUGH;
        hook.enable();
        return '';
      }
      hook.disable();
      const [most] = [...hits.values()].sort((a, b) => b.count - a.count);
      const running = [...intervals].filter(({ timer }) => timer.hasRef());
      const inquiry: Inquiry = {
        place: most?.place ?? null,
        resources: process.getActiveResourcesInfo(),
        interval: running[0]?.place ?? null,
        workers: getLiving().size,
      };
      return JSON.stringify(inquiry);
    },
  };
}

/** Where the intervals of a worker were set, for one that keeps it alive. */
export function watchIntervals(): void {
  const known = new WeakMap<object, Interval>();
  const original = globalThis.setInterval;
  const set = (make: AnyMethod): AnyMethod =>
    function setInterval(...args) {
      const timer = make.apply(this, args) as NodeJS.Timeout;
      quietly(() => {
        const place = intervals.size < INTERVALS ? captureSparsely() : null;
        if (!place) return;
        const interval = { timer, place };
        known.set(timer, interval);
        intervals.add(interval);
      });
      return timer;
    };
  patch(globalThis, 'setInterval', set as never);
  if (timers.setInterval === original) Object.assign(timers, { setInterval: globalThis.setInterval });
  const forget = (make: AnyMethod): AnyMethod =>
    function clear(...args) {
      if (intervals.size > 0 && typeof args[0] === 'object' && args[0] !== null) {
        const interval = known.get(args[0]);
        if (interval) intervals.delete(interval);
      }
      return make.apply(this, args);
    };
  for (const name of ['clearInterval', 'clearTimeout'] as const) {
    const before = globalThis[name];
    patch(globalThis, name, forget as never);
    if (timers[name] === before) Object.assign(timers, { [name]: globalThis[name] });
  }
}
