import { resolve } from 'node:path';
import { replaceFile } from './replace-file.ts';
import type { RunFormat } from './run-format.ts';
import type { RunOptions } from './run-options.ts';
import type { Record } from './run-records.ts';

export interface RunReporter {
  /** Brings the file of --output up to date, soon. */
  update(record: Record): void;
  /** Writes the last report: to the file, or to stderr. */
  finish(record: Record): Promise<void>;
}

/**
 * Loads what prints the report, before the program runs.
 *
 * @throws UsageError when the format is not known, or the file cannot be written.
 */
export async function createRunReporter({ format: name, output, maxWarnings }: RunOptions): Promise<RunReporter> {
  const format = await load(name, maxWarnings);
  const file = output === null ? null : resolve(output.replaceAll('%p', String(process.pid)));
  let writing = Promise.resolve();
  const write = async (record: Record): Promise<void> => {
    const text = await format(record);
    if (file !== null) replaceFile(file, text);
    else if (text !== '') process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
  };
  // Valid from the start.
  if (file !== null)
    await write({ results: [], pending: [], atSignal: [], children: [], threads: [], programs: [], forgotten: 0 });
  return {
    update(record) {
      // What goes wrong now goes wrong at the end as well, where it is told.
      writing = writing.then(() => write(record)).catch(() => {});
    },
    async finish(record) {
      await writing;
      await write(record);
    },
  };
}

async function load(name: string, maxWarnings: number): Promise<RunFormat> {
  const loadNow = async (): Promise<RunFormat> => (await import('./run-format.ts')).loadRunFormat(name, maxWarnings);
  if (name !== 'stylish') return loadNow();
  // Always there, and ESLint's code takes longer to load than many programs take: not before there is something to print.
  let loaded: Promise<RunFormat> | null = null;
  return async (record) => (record.results.length === 0 ? '' : (await (loaded ??= loadNow()))(record));
}
