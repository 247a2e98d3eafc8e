import fs from 'node:fs';
import { getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;
type StreamMethod = (this: fs.WriteStream, ...args: unknown[]) => unknown;
type End = () => void;

/** Writes of a worker that a kill would tear: promises and streams (a callback's write ends before the thread does). */
export function watchWrites({ state, tell }: WorkerContext): void {
  const begin = (): End => {
    const site = getSite(tell);
    if (site === 0) return () => {};
    let isOpen = true;
    state.increment('writes');
    state.set('writeSite', site);
    return () => {
      if (isOpen) state.set('writes', state.get('writes') - 1);
      isOpen = false;
    };
  };
  for (const name of ['writeFile', 'appendFile', 'copyFile'] as const) {
    patch<AnyMethod>(
      fs.promises,
      name,
      (original) =>
        async function write(...args) {
          const end = quietly(begin);
          try {
            return await original.apply(this, args);
          } finally {
            end?.();
          }
        },
    );
  }
  watchStreams(begin);
}

/** A stream is in danger while it holds what it has not written. */
function watchStreams(begin: () => End): void {
  const open = new WeakMap<fs.WriteStream, End>();
  const settle = (stream: fs.WriteStream): void => {
    if (stream.writableLength > 0) return;
    open.get(stream)?.();
    open.delete(stream);
  };
  const { prototype } = fs.WriteStream;
  for (const name of ['write', 'end'] as const) {
    patch<StreamMethod>(
      prototype,
      name,
      (original) =>
        function write(...args) {
          const result = original.apply(this, args);
          if (this.writableLength > 0 && !open.has(this)) quietly(() => open.set(this, begin()));
          return result;
        },
    );
  }
  for (const name of ['_write', '_writev'] as const) {
    patch<StreamMethod>(
      prototype,
      name,
      (original) =>
        function write(...args) {
          const done = args.at(-1) as (error?: Error | null) => void;
          const settled = (error?: Error | null): void => {
            done(error);
            quietly(() => settle(this));
          };
          return original.call(this, ...args.slice(0, -1), settled);
        },
    );
  }
}
