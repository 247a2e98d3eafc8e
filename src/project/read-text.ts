import { closeSync, constants, openSync, readSync } from 'node:fs';

/** Larger files are bundles: in published code they cost most of the time, and no start in one was ever resolved. */
const MAX_SIZE = 512 * 1024;

/** Where something has put a pipe in the place of a file since it was listed, opening must not wait for a writer. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** One for all files: ten thousand strings would be gigabytes of garbage before the first collection. */
let buffer = Buffer.alloc(0);

/** The bytes of a source file, good until the next one is read; null where it cannot be read or is too big. */
export function readBytes(root: string, file: string, size: number): Buffer | null {
  if (size > MAX_SIZE) return null;
  if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(Math.max(size, Math.min(2 * buffer.length, MAX_SIZE)));
  let descriptor: number | null = null;
  try {
    descriptor = openSync(`${root}/${file}`, READ);
    let length = 0;
    for (let read = -1; read !== 0 && length < size; length += read) {
      read = readSync(descriptor, buffer, length, size - length, null);
    }
    return buffer.subarray(0, length);
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** The text of a file, as ESLint has it without the mark of the byte order; null where it cannot be read or is too big. */
export function readText(root: string, file: string, size: number): string | null {
  return (
    readBytes(root, file, size)
      ?.toString('utf8')
      .replace(/^\ufeff/, '') ?? null
  );
}

/** What stands behind the name of a file or folder in a specifier. */
const SPECIFIER_END = /^(?:\/(?:index|main|mod)?)?(?:\.\w+)*["'`?]/;
const NAME_PART = /[\w$-]/;
/** So many bytes behind a name may hold extensions. */
const BEHIND = 32;

/** Can a specifier in a text end with the name of a file or folder, but for an extension or the name of an index? */
export function endsSpecifier(bytes: Buffer, name: string): boolean {
  const { length } = Buffer.from(name);
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) {
    if (at > 0 && NAME_PART.test(bytes.toString('latin1', at - 1, at))) continue;
    if (SPECIFIER_END.test(bytes.toString('latin1', at + length, at + length + BEHIND))) return true;
  }
  return false;
}
