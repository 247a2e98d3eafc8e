import { relative, sep } from 'node:path';
import type { Collected, Collector } from './collector.ts';
import { mapPlace } from './source-map.ts';

/** Where the program was started: it may go elsewhere. */
const FOLDER = process.cwd();

/** An ESLint result; the fields that need ESLint are zero. */
export interface Result {
  readonly filePath: string;
  readonly messages: ResultMessage[];
  readonly suppressedMessages: [];
  errorCount: number;
  warningCount: number;
  readonly fatalErrorCount: 0;
  readonly fixableErrorCount: 0;
  readonly fixableWarningCount: 0;
  readonly usedDeprecatedRules: [];
}

export interface ResultMessage {
  readonly ruleId: string;
  readonly severity: 1 | 2;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** The calls that led there, as they ran, innermost first. */
  readonly stack: readonly string[];
  /** How often it was seen there. */
  readonly count: number;
  /** For how long, in milliseconds, where that makes sense. */
  readonly ms?: number;
  /** In which threads it was seen, and when by `Date.now()`. */
  readonly seen: readonly { readonly life: string; readonly at: number }[];
}

/** The findings as ESLint results, one a file, sorted by place; `rules` as in the option. */
export function getResults(
  collector: Collector,
  rules: string,
  found: readonly Collected[] = collector.getFindings(),
): Result[] {
  const getSeverity = createSeverities(rules);
  const files = new Map<string, Result>();
  for (const item of found) {
    const severity = getSeverity(item.finding.rule, item.finding.severity ?? 2);
    if (severity === 0) continue;
    const { file, line, column } = mapPlace(item.place);
    const result = files.get(file) ?? makeResult(file);
    files.set(file, result);
    const { ms } = item.finding;
    const message = getMessage(item, collector);
    const { stack } = item.place;
    const ruleId = `graceful/${item.finding.rule}`;
    result.messages.push({
      ruleId,
      severity,
      message,
      line,
      column,
      stack,
      count: item.count,
      seen: item.seen.map(({ thread, at }) => ({ life: getLifeId(thread), at })),
      ...(ms === undefined ? {} : { ms }),
    });
    if (severity === 2) result.errorCount += 1;
    else result.warningCount += 1;
  }
  for (const { messages } of files.values()) messages.sort((a, b) => a.line - b.line || a.column - b.column);
  return [...files.values()].sort((a, b) => (a.filePath < b.filePath ? -1 : 1));
}

/** A thread's name among those of all processes. */
export function getLifeId(thread: number): string {
  return `${process.pid}-${thread}`;
}

/** One result a file. */
export function mergeResults(lists: readonly (readonly Result[])[]): Result[] {
  const merged = new Map<string, Result>();
  for (const { filePath, messages } of lists.flat()) {
    const result = merged.get(filePath) ?? makeResult(filePath);
    merged.set(filePath, result);
    for (const message of messages) {
      // One finding a place; processes that run the same code find the same.
      const { ruleId, line, column } = message;
      const same = result.messages.findIndex(
        (known) => known.ruleId === ruleId && known.line === line && known.column === column,
      );
      const known = result.messages[same];
      if (known) {
        result.messages[same] = { ...known, seen: [...known.seen, ...message.seen] };
        continue;
      }
      result.messages.push(message);
      if (message.severity === 2) result.errorCount += 1;
      else result.warningCount += 1;
    }
  }
  for (const { messages } of merged.values()) messages.sort((a, b) => a.line - b.line || a.column - b.column);
  return [...merged.values()].sort((a, b) => (a.filePath < b.filePath ? -1 : 1));
}

function makeResult(filePath: string): Result {
  return {
    filePath,
    messages: [],
    suppressedMessages: [],
    errorCount: 0,
    warningCount: 0,
    fatalErrorCount: 0,
    fixableErrorCount: 0,
    fixableWarningCount: 0,
    usedDeprecatedRules: [],
  };
}

function getMessage({ finding, count }: Collected, collector: Collector): string {
  const words = finding.message.map((part) => {
    if (typeof part === 'string') return part;
    if ('labelOf' in part) return collector.getLabel(part.labelOf);
    const place = collector.find(part);
    if (!place) return 'an unknown place';
    const { file, line } = mapPlace(place);
    const path = relative(FOLDER, file);
    return `${path.startsWith('..') ? file : path.replaceAll(sep, '/')}:${line}`;
  });
  return `${words.join('')}${count > 1 ? ` (${count} times)` : ''}`;
}

/** `a,b`: only those; `a:warn,b:off`: all, but those otherwise. */
function createSeverities(rules: string): (rule: string, otherwise: 1 | 2) => 0 | 1 | 2 {
  const entries = rules
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .replace(/^graceful\//, '')
        .split(/[:=]/),
    )
    .filter(([name]) => name);
  const given = new Map(entries.map(([name, level]) => [name as string, level]));
  const hasChoice = entries.some(([, level]) => level === undefined);
  return (rule, otherwise) => {
    const level = given.get(rule);
    if (level === 'off') return 0;
    if (level === 'warn') return 1;
    if (level === 'error') return 2;
    return hasChoice && !given.has(rule) ? 0 : otherwise;
  };
}
