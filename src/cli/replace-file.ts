import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './usage-error.ts';

/**
 * Checks that a file can be replaced.
 *
 * @throws UsageError that names it.
 */
export function checkReplaceable(path: string): void {
  try {
    const target = realpathSync(path);
    accessSync(target, constants.W_OK);
    accessSync(dirname(target), constants.W_OK);
  } catch (error) {
    throw getWriteError(path, error);
  }
}

/**
 * Replaces a file's text, or makes the file, in one step: readers find the old text or the new one, also when this
 * process is ended in between. Mode and owner stay; a symbolic link goes on pointing at the file.
 *
 * @throws UsageError that names the file.
 */
export function replaceFile(path: string, text: string): void {
  let temporary = '';
  try {
    const before = statSync(path, { throwIfNoEntry: false });
    const target = before ? realpathSync(path) : path;
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    writeFileSync(temporary, text, { flag: 'wx' });
    if (before) {
      if (process.getuid?.() === 0) chownSync(temporary, before.uid, before.gid);
      chmodSync(temporary, before.mode);
    }
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== '' && (error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(temporary, { force: true });
    throw getWriteError(path, error);
  }
}

function getWriteError(path: string, error: unknown): UsageError {
  return new UsageError(`cannot write ${path} (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`);
}
