import { EVAL, type Place } from '../call-site.ts';
import type { Context } from '../context.ts';
import { getLiving, type WatchedWorker } from '../watched-worker.ts';

/** Milliseconds that a killed thread may take to be gone: few on a quiet machine, in native code seconds (facts 9b). */
const SLOW = 500;

/** Workers that were started while the killed one that they replace was still running. */
export function watchRestarts({ tell }: Context): {
  onStart(item: WatchedWorker): void;
  onExit(item: WatchedWorker): void;
} {
  const replaced = new WeakMap<WatchedWorker, Place | null>();
  return {
    onStart(item) {
      const others = [...getLiving()].filter((other) => other !== item && other.file === item.file);
      const [old, ...more] = others;
      // Among several, nobody can tell which one it stands in for.
      if (old?.killed && more.length === 0 && item.file !== EVAL) replaced.set(old, item.place);
    },
    onExit(item) {
      const place = replaced.get(item);
      const ms = item.killed ? Date.now() - item.killed.at : 0;
      if (!place || ms < SLOW) return;
      const message = [
        'This worker was started while the one that it replaces went on for ',
        `${ms} ms after its kill at `,
        item.killed?.place ?? place,
        '. Await the end of the old one first.',
      ];
      tell({ kind: 'finding', finding: { rule: 'require-exit-wait', message, at: [place], ms, about: item.thread } });
    },
  };
}
