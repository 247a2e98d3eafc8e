import type { ESLint, Linter } from 'eslint';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { normalizeLine } from '../formatters/report/fingerprint.ts';
import { getLines, getText } from '../formatters/report/text.ts';
import type { BaselineEntry } from './baseline.ts';
import { withMessages } from './own-findings.ts';

export interface BaselineMatch {
  /** What is known has become a suppressed message. */
  readonly results: ESLint.LintResult[];
  readonly known: number;
  /** Findings of the baseline that are not there any more. */
  readonly vanished: number;
}

/** What a run can say about findings that it has not seen. */
export interface Scope {
  /** Absolute path of the project's root. */
  readonly root: string;
  /** Rules that did not run, though they exist. */
  readonly idleRules: ReadonlySet<string>;
}

/** In characters; a longer line is told by its beginning and a hash. */
const LONG = 160;

/** Takes the known findings out of the results. A known line may have moved, but not have become more. */
export function matchBaseline(
  results: readonly ESLint.LintResult[],
  entries: readonly BaselineEntry[],
  scope: Scope,
): BaselineMatch {
  const left = new Map(entries.map((entry) => [getKey(entry), entry.count]));
  let known = 0;
  const matched = results.map((result) => {
    const isKnown = getKnown(result, left, scope.root);
    if (isKnown.size === 0) return result;
    known += isKnown.size;
    const suppressions = [{ kind: 'file', justification: 'baseline' }];
    return {
      ...withMessages(
        result,
        result.messages.filter((message) => !isKnown.has(message)),
      ),
      suppressedMessages: [
        ...result.suppressedMessages,
        ...[...isKnown].map((message) => ({ ...message, suppressions })),
      ],
    };
  });
  const canTell = getJudge(results, scope);
  const vanished = entries.reduce((total, entry) => total + (canTell(entry) ? (left.get(getKey(entry)) ?? 0) : 0), 0);
  return { results: matched, known, vanished };
}

/** Which way a baseline may change. */
export interface BaselineChange {
  /** Findings that are gone are taken out. */
  readonly drop: boolean;
  /** Findings that are new are taken in. */
  readonly add: boolean;
}

/** The entries after a run. What the run can say nothing about stays. */
export function changeBaseline(
  results: readonly ESLint.LintResult[],
  old: readonly BaselineEntry[],
  scope: Scope,
  { drop, add }: BaselineChange,
): BaselineEntry[] {
  const found = new Map<string, BaselineEntry>();
  for (const result of results) {
    for (const [, entry] of listFindings(result, scope.root)) {
      const key = getKey(entry);
      found.set(key, { ...entry, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  const canTell = getJudge(results, scope);
  const entries = new Map(old.map((entry) => [getKey(entry), entry]));
  for (const [key, entry] of entries) {
    const count = found.get(key)?.count ?? 0;
    if (drop && canTell(entry) && count < entry.count) entries.set(key, { ...entry, count });
  }
  if (add) {
    for (const [key, entry] of found) if (entry.count > (entries.get(key)?.count ?? 0)) entries.set(key, entry);
  }
  return [...entries.values()].filter(({ count }) => count > 0);
}

function getKnown(result: ESLint.LintResult, left: Map<string, number>, root: string): Set<Linter.LintMessage> {
  const known = new Set<Linter.LintMessage>();
  for (const [message, entry] of listFindings(result, root)) {
    const key = getKey(entry);
    const budget = left.get(key) ?? 0;
    if (budget === 0) continue;
    left.set(key, budget - 1);
    known.add(message);
  }
  return known;
}

/** The findings of rules; that a file cannot be parsed is never old news. */
export function listFindings(
  result: ESLint.LintResult,
  root: string,
): [Linter.LintMessage, Omit<BaselineEntry, 'count'>][] {
  const found = result.messages.filter((message) => message.ruleId !== null);
  if (found.length === 0) return [];
  const file = getName(result.filePath, root);
  const lines = getLines(getText(result));
  return found.map((message) => [
    message,
    { file, rule: message.ruleId ?? '', line: shorten(normalizeLine(lines[message.line - 1] ?? '')) },
  ]);
}

/** Would the run have seen the finding, if it were still there? */
function getJudge(
  results: readonly ESLint.LintResult[],
  { root, idleRules }: Scope,
): (entry: BaselineEntry) => boolean {
  const seen = new Set(
    results.filter((result) => result.fatalErrorCount === 0).map(({ filePath }) => getName(filePath, root)),
  );
  return ({ file, rule }) => (seen.has(file) && !idleRules.has(rule)) || !existsSync(join(root, file));
}

function getKey({ file, rule, line }: Omit<BaselineEntry, 'count'>): string {
  return [file, rule, line].join('\0');
}

function getName(path: string, root: string): string {
  return relative(root, path).split(sep).join('/');
}

function shorten(line: string): string {
  if (line.length <= LONG) return line;
  return `${line.slice(0, LONG)}… ${createHash('sha256').update(line).digest('hex').slice(0, 12)}`;
}
