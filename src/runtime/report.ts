import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Collector, type ThreadLife } from './collector.ts';
import type { RuntimeOptions } from './options.ts';
import { createLiveFile } from './output.ts';
import { quietly } from './patch.ts';
import { createProvisional, type Provisional } from './provisional.ts';
import { getProcessMark } from './process-mark.ts';
import { judgeOrphan } from './process-verdict.ts';
import type { ThreadEnd } from './records.ts';
import { getLifeId, getResults, mergeResults, type Result } from './results.ts';
import { printResults, printSummary, sum } from './text.ts';
import type { WatchedProcess } from './watched-process.ts';

/** What a process leaves for `graceful run`. */
export interface RunRecord {
  readonly results: readonly Result[];
  /** True now, and withdrawn when it ends well: what hangs, and what a signal would cost. */
  readonly pending: readonly Result[];
  readonly atSignal: readonly Result[];
  /** Its processes that run and that it has not asked to end. */
  readonly children: readonly RecordedChild[];
  readonly threads: readonly RecordedThread[];
  readonly programs: readonly RecordedProgram[];
  /** Threads that were too many to keep. */
  readonly forgotten: number;
  /** It came to its end; else it runs, or was killed. */
  readonly hasEnded?: boolean;
}

/** `results` become true when the child runs on although the program has ended. */
export interface RecordedChild {
  readonly pid: number;
  /** Tells it from a later process with this id; '' where that is not known. */
  readonly mark: string;
  readonly results: readonly Result[];
}

/** The main thread of a process; times by `Date.now()`. */
export interface RecordedProgram {
  readonly id: string;
  readonly file: string;
  readonly at: number;
  /** null for one that runs, or was killed. */
  readonly end: number | null;
}

export interface RecordedThread {
  readonly id: string;
  readonly thread: number;
  readonly parent: number;
  readonly file: string;
  readonly name: string;
  /** `Date.now()` at its start. */
  readonly at: number;
  readonly end: ThreadEnd | null;
}

/** Gathers findings and reports them: to the file that is asked for all along, to stderr at the end. */
export function createReport(options: RuntimeOptions): {
  collector: Collector;
  provisional: Provisional;
  /** Called whenever one has begun or ended. */
  onChildren(list: () => readonly WatchedProcess[]): void;
  onEnd(): void;
} {
  const path = options.record || options.output;
  const program = { id: getLifeId(0), file: process.argv[1] ?? '', at: Math.round(performance.timeOrigin) };
  let hasEnded = false;
  let listChildren: () => readonly WatchedProcess[] = () => [];
  const getRecord = (): RunRecord => ({
    results: getResults(collector, options.rules),
    pending: getResults(
      collector,
      options.rules,
      collector.locate([...provisional.get('pending'), ...provisional.get('main')]),
    ),
    atSignal: getResults(collector, options.rules, collector.locate(provisional.get('atSignal'))),
    children: listChildren().map((child) => ({
      pid: child.pid,
      mark: getProcessMark(child.pid),
      results: getResults(collector, options.rules, collector.locate([judgeOrphan(child)])),
    })),
    threads: [...collector.threads.values()].map(getRecordedThread),
    programs: [{ ...program, end: hasEnded ? Date.now() : null }],
    forgotten: collector.forgotten,
    hasEnded,
  });
  const print = options.record
    ? JSON.stringify
    : (record: RunRecord) => format({ results: mergeResults([record.results, record.pending]) }, options.format);
  const file = path === '' ? null : createLiveFile(path, () => print(getRecord()));
  const collector: Collector = new Collector((isFinding) => file?.change(isFinding));
  const provisional = createProvisional(() => file?.change(false));
  return {
    collector,
    provisional,
    onChildren(list) {
      listChildren = list;
      if (options.record !== '') file?.change(false);
    },
    onEnd() {
      for (const kind of ['pending', 'main', 'atSignal'] as const) provisional.set(kind, []);
      collector.settleAll();
      hasEnded = true;
      const isNeeded =
        options.output !== '' ||
        listChildren().length > 0 ||
        collector.threads.size > 0 ||
        collector.getFindings().length > 0;
      if (file && (isNeeded || file.isWritten())) file.write();
      if (options.record === '') endByItself(getRecord(), options);
    },
  };
}

function getRecordedThread({ thread, parent, file, name, at, end }: ThreadLife): RecordedThread {
  return { id: getLifeId(thread), thread, parent, file, name, at, end };
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

type Formatter = (results: readonly Result[], context: { cwd: string }) => unknown;

/** Formatters of this package, and files that export one; `graceful run` also knows ESLint's. */
function format({ results }: Pick<RunRecord, 'results'>, name: string): string {
  if (name === 'stylish') return printResults(results);
  if (name === 'json') return `${JSON.stringify(results)}\n`;
  const isPath = /[\\/]/.test(name);
  // Loaded now, and by its published name, so that no thread loads it in vain.
  const text = quietly(() => {
    const from = createRequire(isPath ? join(process.cwd(), '_') : import.meta.url);
    const loaded = from(isPath ? resolve(name) : `eslint-plugin-graceful/formatters/${name}`) as
      Formatter | { default: Formatter };
    return (typeof loaded === 'function' ? loaded : loaded.default)(results, { cwd: process.cwd() });
  });
  return typeof text === 'string' ? text : printResults(results);
}

/** To stderr, now: the process is about to end. */
function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(2, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
