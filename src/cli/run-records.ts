import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../runtime/report.ts';
import { mergeResults } from '../runtime/results.ts';

/** What all processes of a run have found: the program, and those that it has forked. */
export type Record = RunRecord;

export interface RecordFolder {
  /** `%p` stands for the process. */
  readonly pattern: string;
  hasChanged(): boolean;
  read(): Record;
  remove(): void;
}

/** A temporary folder in which each process leaves its record. */
export function createRecordFolder(): RecordFolder {
  const folder = mkdtempSync(join(tmpdir(), 'graceful-run-'));
  let seen = '';
  const list = (): string[] =>
    readdirSync(folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .sort();
  return {
    pattern: join(folder, '%p.json'),
    hasChanged() {
      const state = list()
        .map((name) => `${name} ${statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs}`)
        .join();
      const before = seen;
      seen = state;
      return state !== before;
    },
    read: () =>
      merge(
        list().map((name) => {
          const record = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record;
          return record.hasEnded || isRunning(Number(name.replace('.json', ''))) ? record : close(record);
        }),
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The record of a process that was killed: what was provisional stays true. */
function close(record: Record): Record {
  return { ...record, results: mergeResults([record.results, record.pending, record.atSignal]) };
}

function merge(records: readonly Record[]): Record {
  return {
    results: mergeResults(records.map(({ results }) => results)),
    pending: mergeResults(records.map(({ pending }) => pending)),
    atSignal: mergeResults(records.map(({ atSignal }) => atSignal)),
    children: records.flatMap(({ children }) => children),
    threads: records.flatMap(({ threads }) => threads),
    programs: records.flatMap(({ programs }) => programs),
    forgotten: records.reduce((total, { forgotten }) => total + forgotten, 0),
  };
}
