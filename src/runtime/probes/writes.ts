import fs from 'node:fs';
import { basename } from 'node:path';
import { threadId } from 'node:worker_threads';
import { getSite } from '../bus.ts';
import { captureSite, type Place } from '../call-site.ts';
import type { WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';
import type { PlaceRef, Tell } from '../records.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;
type StreamMethod = (this: fs.WriteStream, ...args: unknown[]) => unknown;
type End = () => void;
/** Begins a write; `made`: where that was made which is written to. */
type Begin = (made?: number) => End;

/** Streams that hold what is not written; where each was made. */
const filled = new Map<fs.WriteStream, End>();
const made = new WeakMap<fs.WriteStream, number>();
/** Writes that have not ended, and where they began. */
const open = new Set<{ readonly site: number }>();

/** Writes of a worker that a kill would tear: promises and streams (a callback's write ends before the thread does). */
export function watchWrites(context: WorkerContext): void {
  const { state, tell } = context;
  const begin: Begin = (made = 0) => {
    // A pipeline writes with none of the program's calls above it.
    const site = getSite(tell) || made;
    if (site === 0) return () => {};
    const write = { site };
    state.set('writes', open.add(write).size);
    state.set('writeSite', site);
    return () => {
      open.delete(write);
      state.set('writes', open.size);
    };
  };
  watchSelfExit(context);
  watchDescriptors(context);
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
function watchStreams(begin: Begin, context: WorkerContext): void {
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
    filled.get(stream)?.();
    filled.delete(stream);
  };
  const { prototype } = fs.WriteStream;
  for (const name of ['write', 'end'] as const) {
    patch<StreamMethod>(
      prototype,
      name,
      (original) =>
        function write(...args) {
          const result = original.apply(this, args);
          if (this.writableLength > 0 && !filled.has(this)) quietly(() => filled.set(this, begin(made.get(this))));
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

/** A worker that ends itself while it writes. */
function watchSelfExit({ tell }: WorkerContext): void {
  patch<AnyMethod>(
    process,
    'exit',
    (original) =>
      function exit(...args) {
        quietly(() => {
          const at = captureSite();
          if (at) tellSelfExit(at, tell);
        });
        return original.apply(this, args);
      },
  );
}

function tellSelfExit(at: Place, tell: Tell): void {
  const held = [...filled.keys()].filter(({ writableLength }) => writableLength > 0);
  const [stream] = held;
  const [write] = open;
  if (!stream && !write) return;
  const words = (site: number, did: string): (string | PlaceRef)[] =>
    site === 0 ? [] : [` (${did} at `, { thread: threadId, site }, ')'];
  const bytes = held.reduce((total, { writableLength }) => total + writableLength, 0);
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
  const what = stream
    ? [`a stream still holds ${size} for ${basename(String(stream.path))}`, ...words(made.get(stream) ?? 0, 'made')]
    : ['a file is still being written', ...words(write?.site ?? 0, 'begun')];
  const cure = stream ? 'End the stream and wait for it' : 'Await the write';
  const message = ['process.exit() ends this worker here while ', ...what, `. ${cure}, then let the worker end.`];
  tell({ kind: 'finding', finding: { rule: 'no-process-exit-in-worker', message, at: [at] } });
}

/** Files that are opened anew and filled piece by piece; each piece is a write of its own as well. */
function watchHandles(begin: Begin, { state, tell }: WorkerContext): void {
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

/** Files that are opened anew without promises, and filled piece by piece. */
function watchDescriptors({ state, tell }: WorkerContext): void {
  const rows = new Map<number, number>();
  patch<AnyMethod>(
    fs,
    'openSync',
    (original) =>
      function openSync(...args) {
        const fd = original.apply(this, args) as number;
        if (typeof args[1] === 'string' && args[1].startsWith('w'))
          quietly(() => {
            const site = getSite(tell);
            if (site === 0) return;
            tell({ kind: 'label', thread: threadId, site, text: basename(String(args[0])) });
            rows.set(fd, state.addRow('files', [site, 0]));
          });
        return fd;
      },
  );
  const note = (fd: unknown, onRow: (row: number) => void): void => {
    const row = rows.size > 0 ? rows.get(fd as number) : undefined;
    if (row !== undefined) onRow(row);
  };
  for (const name of ['writeSync', 'writevSync', 'write', 'writev'] as const) {
    patch<AnyMethod>(
      fs,
      name,
      (original) =>
        function write(...args) {
          note(args[0], (row) => state.setRow('files', row, state.now()));
          return original.apply(this, args);
        },
    );
  }
  for (const name of ['closeSync', 'close'] as const) {
    patch<AnyMethod>(
      fs,
      name,
      (original) =>
        function close(...args) {
          note(args[0], (row) => {
            state.removeRow('files', row);
            rows.delete(args[0] as number);
          });
          return original.apply(this, args);
        },
    );
  }
}
