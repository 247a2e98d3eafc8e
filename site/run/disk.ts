// `node:fs/promises` on a disk in memory that is as slow as a busy one, so that a kill can come in the middle of a file.
import { life } from './life.ts';

/** Letters that are on the disk after one step. */
const STEP = 2000;
const STEP_MS = 25;

const files = new Map<string, string>();
let folders = 0;
const setTimer = globalThis.setTimeout.bind(globalThis);

type Target = string | URL;
type Data = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

async function write(target: Target, data: Data, start: string, signal?: AbortSignal): Promise<void> {
  const path = getPath(target);
  const name = path.replace(/^.*\//, '');
  const keeper = {};
  life.keep(keeper);
  life.report({ kind: 'writing', name });
  files.set(path, start);
  try {
    for await (const part of typeof data === 'string' || data instanceof Uint8Array ? [data] : data) {
      const text = typeof part === 'string' ? part : new TextDecoder().decode(part);
      for (let at = 0; at < text.length; at += STEP) {
        await new Promise((resolve) => setTimer(resolve, STEP_MS));
        signal?.throwIfAborted();
        files.set(path, (files.get(path) ?? '') + text.slice(at, at + STEP));
      }
    }
    life.report({ kind: 'written', name });
  } finally {
    life.drop(keeper);
  }
}

function getPath(target: Target): string {
  return String(target).replace(/^file:\/\//, '');
}

function missing(call: string, target: Target): Error {
  return Object.assign(new Error(`ENOENT: no such file, ${call} '${String(target)}'`), { code: 'ENOENT' });
}

/** `node:fs/promises`; each thread sees its own files only. */
export const disk = {
  writeFile: (target: Target, data: Data, options?: { signal?: AbortSignal }) =>
    write(target, data, '', options?.signal),
  appendFile: (target: Target, data: Data) => write(target, data, files.get(getPath(target)) ?? ''),
  readFile(target: Target): Promise<string> {
    const text = files.get(getPath(target));
    return text === undefined ? Promise.reject(missing('open', target)) : Promise.resolve(text);
  },
  mkdir: () => Promise.resolve(),
  mkdtemp: (start: string) => Promise.resolve(start + String(++folders)),
  rm(target: Target): Promise<void> {
    const path = getPath(target);
    for (const name of files.keys()) if (name === path || name.startsWith(`${path}/`)) files.delete(name);
    return Promise.resolve();
  },
  unlink(target: Target): Promise<void> {
    return files.delete(getPath(target)) ? Promise.resolve() : Promise.reject(missing('unlink', target));
  },
};
