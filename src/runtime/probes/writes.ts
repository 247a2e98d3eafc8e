import fs from 'node:fs';
import { basename } from 'node:path';
import { threadId } from 'node:worker_threads';
import { getSite } from '../bus.ts';
import { captureSite } from '../call-site.ts';
import type { WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;
type StreamMethod = (this: fs.WriteStream, ...args: unknown[]) => unknown;
type End = () => void;

/** Writes of a worker that a kill would tear: promises and streams (a callback's write ends before the thread does). */
export function watchWrites(context: WorkerContext): void {
  const { state, tell } = context;
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
  watchStreams(begin, context);
  watchHandles(begin, context);
}

/** A stream is in danger while it holds what it has not written. */
function watchStreams(begin: () => End, context: WorkerContext): void {
  const open = new Map<fs.WriteStream, End>();
  const made = new WeakMap<fs.WriteStream, number>();
  watchSelfExit(open, made, context);
  patch<AnyMethod>(
    fs,
    'createWriteStream',
    (original) =>
      function createWriteStream(...args) {
        const stream = original.apply(this, args) as fs.WriteStream;
        quietly(() => made.set(stream, getSite(context.tell)));
        return stream;
      },
  );
  const settle = (stream: fs.WriteStream): void => {
    if (stream.writableLength > 0 && !stream.destroyed) return;
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

/** A worker that ends itself while a stream holds what is not written. */
function watchSelfExit(
  open: ReadonlyMap<fs.WriteStream, End>,
  made: WeakMap<fs.WriteStream, number>,
  { tell }: WorkerContext,
): void {
  patch<AnyMethod>(
    process,
    'exit',
    (original) =>
      function exit(...args) {
        quietly(() => {
          const held = [...open.keys()].filter(({ writableLength }) => writableLength > 0);
          const [stream] = held;
          const at = stream && captureSite();
          if (!stream || !at) return;
          const bytes = held.reduce((total, { writableLength }) => total + writableLength, 0);
          const site = made.get(stream) ?? 0;
          const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
          const message = [
            `process.exit() ends this worker here while a stream still holds ${size} for ${basename(String(stream.path))}`,
            ...(site === 0 ? [] : [' (made at ', { thread: threadId, site }, ')']),
            '. End the stream and wait for it, then let the worker end.',
          ];
          tell({ kind: 'finding', finding: { rule: 'no-process-exit-in-worker', message, at: [at] } });
        });
        return original.apply(this, args);
      },
  );
}

/** Files that are opened anew and filled piece by piece; each piece is a write of its own as well. */
function watchHandles(begin: () => End, { state, tell }: WorkerContext): void {
  const rows = new WeakMap<object, number>();
  let isPatched = false;
  const patchHandle = (prototype: object): void => {
    isPatched = true;
    for (const name of ['write', 'writev', 'writeFile', 'appendFile'] as const) {
      patch<AnyMethod>(
        prototype,
        name,
        (original) =>
          async function write(...args) {
            const end = quietly(begin);
            state.setRow('files', rows.get(this as object) ?? -1, state.now());
            try {
              return await original.apply(this, args);
            } finally {
              end?.();
            }
          },
      );
    }
    patch<AnyMethod>(
      prototype,
      'close',
      (original) =>
        function close(...args) {
          state.removeRow('files', rows.get(this as object) ?? -1);
          rows.delete(this as object);
          return original.apply(this, args);
        },
    );
  };
  patch<AnyMethod>(
    fs.promises,
    'open',
    (original) =>
      async function open(...args) {
        const isNew = typeof args[1] === 'string' && args[1].startsWith('w');
        const site = isNew ? (quietly(() => getSite(tell)) ?? 0) : 0;
        const handle = (await original.apply(this, args)) as object;
        quietly(() => {
          if (!isPatched) patchHandle(Object.getPrototypeOf(handle) as object);
          if (site === 0) return;
          tell({ kind: 'label', thread: threadId, site, text: basename(String(args[0])) });
          rows.set(handle, state.addRow('files', [site, 0]));
        });
        return handle;
      },
  );
}
