import { writeSync } from 'node:fs';
import { Collector } from './collector.ts';
import type { RuntimeOptions } from './options.ts';
import { createLiveFile } from './output.ts';
import type { ThreadEnd } from './records.ts';
import { getResults, type Result } from './results.ts';
import { printResults, printSummary, sum } from './text.ts';

/** What a process leaves for `graceful run`. */
export interface RunRecord {
  readonly results: readonly Result[];
  readonly threads: readonly RecordedThread[];
  /** Threads that were too many to keep. */
  readonly forgotten: number;
}

export interface RecordedThread {
  readonly thread: number;
  readonly parent: number;
  readonly file: string;
  readonly name: string;
  /** `Date.now()` at its start. */
  readonly at: number;
  readonly end: ThreadEnd | null;
}

/** Gathers findings and reports them: to the file that is asked for all along, to stderr at the end. */
export function createReport(options: RuntimeOptions): { collector: Collector; onEnd(): void } {
  const path = options.record || options.output;
  const getRecord = (): RunRecord => ({
    results: getResults(collector, options.rules),
    threads: [...collector.threads.values()].map(({ buffer: _, epoch: __, place: ___, ...thread }) => thread),
    forgotten: collector.forgotten,
  });
  const print = options.record ? JSON.stringify : (record: RunRecord) => format(record, options.format);
  const file = path === '' ? null : createLiveFile(path, () => print(getRecord()));
  const collector: Collector = new Collector(() => file?.change());
  return {
    collector,
    onEnd() {
      collector.settleAll();
      if (file && (options.output !== '' || collector.threads.size > 0 || collector.getFindings().length > 0)) file.write();
      if (options.record === '') endByItself(getRecord(), options);
    },
  };
}

/** Preloaded without `graceful run`: says what was found, and makes a good exit code a bad one when something was. */
function endByItself(record: RunRecord, { output, maxWarnings, format: name }: RuntimeOptions): void {
  const { results } = record;
  const isBad = sum(results, 'errorCount') > 0 || sum(results, 'warningCount') > maxWarnings;
  if (output === '' && results.length > 0) {
    const summary = name === 'json' ? '' : `graceful: ${printSummary(record.threads, record.forgotten)}\n`;
    writeAll(`${format(record, name)}${summary}`);
  }
  if (isBad && !process.exitCode) process.exitCode = 1;
}

/** Without ESLint there are these; `graceful run` knows every ESLint formatter. */
function format({ results }: RunRecord, name: string): string {
  return name === 'json' ? `${JSON.stringify(results)}\n` : printResults(results);
}

/** To stderr, now: the process is about to end. */
function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(2, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
