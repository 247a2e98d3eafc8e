import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { quietly } from './patch.ts';

/** Milliseconds in which changes are gathered. */
const GATHER = 150;

/** A file that is replaced as a whole, soon after each change; whoever reads it finds a complete text. */
export interface LiveFile {
  /** Writes soon. */
  change(): void;
  /** Writes now. */
  write(): void;
}

/** @param path with `%p` for the process id; taken from the folder in which the program was started */
export function createLiveFile(path: string, getText: () => string): LiveFile {
  const target = resolve(path.replaceAll('%p', String(process.pid)));
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  let timer: NodeJS.Timeout | null = null;
  let last = '';
  const write = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
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
    change() {
      timer ??= setTimeout(write, GATHER).unref();
    },
    write,
  };
}
