import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { quietly } from './patch.ts';

/** Milliseconds in which changes are gathered. */
const GATHER = 150;
const QUIET = 500;
/** So many urgent changes are written one by one. */
const URGENT = 20;

/** A file that is replaced as a whole, soon after each change; whoever reads it finds a complete text. */
export interface LiveFile {
  /** Writes soon; at once what is urgent, for the process may be killed in the next moment, while there is little of it. */
  change(isUrgent: boolean): void;
  /** Writes now. */
  write(): void;
  /** Is it there? */
  isWritten(): boolean;
}

/** @param path with `%p` for the process id; taken from the folder in which the program was started */
export function createLiveFile(path: string, getText: () => string): LiveFile {
  const target = resolve(path.replaceAll('%p', String(process.pid)));
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  let timer: NodeJS.Timeout | null = null;
  let last = '';
  let urgent = 0;
  let writtenAt = 0;
  const write = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    writtenAt = Date.now();
    quietly(() => {
      const text = getText();
      if (text === last) return;
      mkdirSync(dirname(target), { recursive: true });
      try {
        writeFileSync(temporary, text);
        renameSync(temporary, target);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      last = text;
    });
  };
  return {
    change(isUrgent) {
      // What has been quiet is written at once: it may be ended from outside in the next moment.
      if ((isUrgent && (urgent += 1) <= URGENT) || (timer === null && Date.now() - writtenAt > QUIET)) write();
      else timer ??= setTimeout(write, GATHER).unref();
    },
    write,
    isWritten: () => last !== '',
  };
}
