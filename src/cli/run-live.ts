import { relative } from 'node:path';
import { mergeResults, type Result } from '../runtime/results.ts';
import { BY_A_SIGNAL } from '../runtime/signal-verdict.ts';
import type { Record } from './run-records.ts';

/** Says what hangs while it hangs, each thing once, and takes it back when it has ended after all. */
export interface LiveReport {
  tell(record: Record): void;
  /** Says all of it again. */
  tellAll(record: Record): void;
}

export function createLiveReport(say: (line: string) => void): LiveReport {
  const told = new Map<string, string>();
  const tell = (record: Record): void => {
    const now = new Map(listLines(record.pending));
    for (const [key, line] of now) if (!told.has(key)) say(`still running: ${line}`);
    const settled = new Set(listLines(record.results).map(([key]) => key));
    for (const key of told.keys()) if (!now.has(key) && !settled.has(key)) say(`no longer: ${key}`);
    told.clear();
    for (const [key, line] of now) told.set(key, line);
  };
  return {
    tell,
    tellAll(record) {
      told.clear();
      if (record.pending.length === 0) say('nothing hangs');
      tell(record);
    },
  };
}

/** The record as it would be if everything ended now. */
export function withPending(record: Record): Record {
  return { ...record, results: mergeResults([record.results, record.pending]) };
}

/** The last record; what was provisional stays true when a signal has ended the program. */
export function close(record: Record, signal: NodeJS.Signals | null): Record {
  if (signal === null) return record;
  const results = mergeResults([record.results, record.pending, record.atSignal]).map((result) => ({
    ...result,
    messages: result.messages.map((one) => ({
      ...one,
      message: one.message.replace(BY_A_SIGNAL, `ended by ${signal}`),
    })),
  }));
  return { ...record, results };
}

function listLines(results: readonly Result[]): [key: string, line: string][] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, message, ruleId }): [string, string] => {
      const place = `${relative(process.cwd(), filePath)}:${line}:${column}`;
      return [`${place}  ${ruleId}`, `${place}  ${message}  ${ruleId}`];
    }),
  );
}
