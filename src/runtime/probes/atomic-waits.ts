import { findPlace, getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { isInLoop } from '../in-loop.ts';
import { patch, quietly } from '../patch.ts';
import { beginPause } from './sleeps.ts';

type Word = Int32Array | BigInt64Array;
type Wait = (array: Word, index: number, value: unknown, timeout?: number) => string;

const SHORTEST = 50;

/** `Atomics.wait`: as a pause when it has a time limit; else the worker waits for another thread. */
export function watchAtomicWaits({ state, tell, options }: WorkerContext): void {
  const loops = new Map<number, boolean>();
  let last = 0;
  /** Where waits come so often that places cost too much, they come from where they came from before. */
  const findSite = (): number => (last = getSite(tell) || last);
  const enter = (site: number, array: Word, index: number, value: unknown): void => {
    if (!loops.has(site)) loops.set(site, standsInLoop(site));
    state.set('waitInLoop', loops.get(site) ? 1 : 0);
    state.set('waitBytes', array.buffer.byteLength);
    state.set('waitIndex', array.byteOffset + index * array.BYTES_PER_ELEMENT);
    state.set('waitValue', Number(value) | 0);
    state.set('waitSite', site);
  };
  patch<Wait>(
    Atomics,
    'wait',
    (original) =>
      function wait(array, index, value, timeout) {
        const isPause = timeout !== undefined && timeout < 2 ** 31;
        // What does not wait at all is left to Node, and so is wrong use.
        if ((isPause && !(timeout >= SHORTEST)) || !ArrayBuffer.isView(array) || array[index] !== value)
          return original(array, index, value, timeout);
        state.set('entersWait', 1);
        const end = quietly(() => {
          const site = findSite();
          enter(site, array, index, value);
          return isPause ? beginPause(state, timeout, site, options.graceMs) : null;
        });
        state.set('entersWait', 0);
        let result = '';
        try {
          return (result = original(array, index, value, timeout));
        } finally {
          state.set('waitSite', 0);
          if (end) quietly(() => end(result === 'timed-out'));
        }
      },
  );
}

/** Any of the calls that led to the wait. */
function standsInLoop(site: number): boolean {
  const frames = (findPlace(site)?.stack ?? []).map((frame) => /^(.*):(\d+):(\d+)$/.exec(frame));
  return (
    frames.length === 0 ||
    frames.some((frame) => frame && isInLoop(frame[1] as string, Number(frame[2]), Number(frame[3])))
  );
}
