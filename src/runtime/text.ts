import type { ThreadLife } from './collector.ts';
import type { ThreadEndKind } from './records.ts';
import type { Result } from './results.ts';

/** The findings for a terminal, without ESLint: a block a file, a line a finding. Empty when there are none. */
export function printResults(results: readonly Result[]): string {
  if (results.length === 0) return '';
  const blocks = results.map(({ filePath, messages }) => {
    const rows = messages.map(({ line, column, severity, message, ruleId }) => {
      const place = `${line}:${column}`.padStart(8);
      return `${place}  ${severity === 2 ? 'error  ' : 'warning'}  ${message}  ${ruleId}`;
    });
    return [filePath, ...rows].join('\n');
  });
  const errors = sum(results, 'errorCount');
  const warnings = sum(results, 'warningCount');
  const total = `${count(errors + warnings, 'problem')} (${count(errors, 'error')}, ${count(warnings, 'warning')})`;
  return `\n${blocks.join('\n\n')}\n\n${total}\n`;
}

const ENDS: readonly [kind: ThreadEndKind, words: string][] = [
  ['by itself', 'ended by itself'],
  ['asked', 'ended when asked'],
  ['by an error', 'ended by an error'],
  ['with an exit code', 'ended with an exit code'],
  ['forced', 'forced after being asked'],
  ['killed when idle', 'killed when idle'],
  ['killed', 'killed without being asked'],
  ['with the program', 'ended with the program'],
];

/** One line about all workers: how they ended, and how long the stops took. */
export function printSummary(lives: readonly ThreadLifeSummary[], forgotten = 0): string {
  const total = lives.length + forgotten;
  if (total === 0) return 'no worker was started';
  const ends = ENDS.map(([kind, words]) => [lives.filter(({ end }) => end?.how === kind).length, words] as const);
  const errors = new Set(lives.flatMap(({ end }) => end?.error ?? []));
  const named = errors.size > 0 ? ` (${[...errors].join(', ')})` : '';
  const listed = ends
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${n} ${words}${words === 'ended by an error' ? named : ''}`);
  const stops = lives.flatMap(({ end }) => (end && end.stopMs !== null ? [end.stopMs] : [])).sort((a, b) => a - b);
  const [median, longest] = [stops[stops.length >> 1], stops.at(-1)];
  const times =
    longest === undefined
      ? ''
      : `; stops took ${median === longest ? '' : `${median} ms (median), `}${longest} ms${median === longest ? '' : ' at most'}`;
  return `${count(total, 'worker')}: ${listed.join(', ') || 'still running'}${times}`;
}

/** What the summary needs of a life. */
export type ThreadLifeSummary = Pick<ThreadLife, 'end'>;

/** Over all files. */
export function sum<K extends 'errorCount' | 'fatalErrorCount' | 'warningCount'>(
  results: readonly Readonly<Record<K, number>>[],
  key: K,
): number {
  return results.reduce((total, result) => total + result[key], 0);
}

/** `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
