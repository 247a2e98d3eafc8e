import { Worker } from 'node:worker_threads';
import { captureSite } from '../call-site.ts';
import { patch, quietly } from '../patch.ts';
import { findWatched } from '../watched-worker.ts';

type Toggle = (this: unknown, ...args: unknown[]) => unknown;

/** Workers that do not keep the program alive. */
export function watchUnref(): void {
  patch<Toggle>(
    Worker.prototype,
    'unref',
    (original) =>
      function unref(...args) {
        const item = findWatched(this);
        if (item && !item.unref) quietly(() => (item.unref = { place: captureSite() }));
        return original.apply(this, args);
      },
  );
  patch<Toggle>(
    Worker.prototype,
    'ref',
    (original) =>
      function ref(...args) {
        const item = findWatched(this);
        if (item) item.unref = null;
        return original.apply(this, args);
      },
  );
}
