import type { ESLint } from 'eslint';
import { join } from 'node:path';
import { askGit, splitNames } from './git.ts';
import { withMessages } from './own-findings.ts';
import { UsageError } from './usage-error.ts';

/** First and last line, from 1. */
type Range = readonly [from: number, to: number];

/** By absolute path: the lines that are new or other than they were. A file that is all new has one range. */
export type ChangedLines = ReadonlyMap<string, readonly Range[]>;

const ALL: readonly Range[] = [[1, Infinity]];

/**
 * What has changed below a root: since the last commit, or since a branch left `ref`. Files that git does not know yet
 * have changed as a whole.
 *
 * @throws UsageError where git cannot tell.
 */
export function getChangedLines(root: string, ref: string): ChangedLines {
  const base = ask(root, ['merge-base', '--', ref, 'HEAD']).trim();
  const format = ['--unified=0', '--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules', '--no-renames'];
  const names = ['--src-prefix=a/', '--dst-prefix=b/', '--relative'];
  const changed = new Map<string, readonly Range[]>();
  for (const [name, ranges] of readDiff(ask(root, ['diff', ...format, ...names, base, '--', '.']))) {
    changed.set(join(root, name), ranges);
  }
  for (const name of splitNames(ask(root, ['ls-files', '--others', '--exclude-standard', '-z']))) {
    changed.set(join(root, name), ALL);
  }
  return changed;
}

/** A file's result without the findings that touch no changed line. That a file cannot be parsed is told anyway. */
export function keepChanged(result: ESLint.LintResult, changed: ChangedLines): ESLint.LintResult {
  const ranges = changed.get(result.filePath) ?? [];
  const isChanged = (line: number, endLine = line): boolean =>
    ranges.some(([from, to]) => line <= to && endLine >= from);
  return withMessages(
    result,
    result.messages.filter(({ fatal, line, endLine }) => fatal === true || isChanged(line, endLine)),
  );
}

function ask(root: string, words: readonly string[]): string {
  const answer = askGit(root, words);
  if ('text' in answer) return answer.text;
  const reason = answer.error || 'there is no commit in common (a shallow clone needs more history)';
  throw new UsageError(`--changed asks git: ${reason}`);
}

function* readDiff(diff: string): Generator<[name: string, ranges: readonly Range[]]> {
  for (const part of diff.split(/^diff --git /m).slice(1)) {
    const [, name] = /^\+\+\+ (.*?)\t?$/m.exec(part) ?? [];
    if (name === undefined || name === '/dev/null') continue;
    const ranges = [...part.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].map(([, start = '', count = '1']): Range => {
      // Where lines are only taken out, what stands around them has changed.
      const first = Number(start);
      return count === '0' ? [first, first + 1] : [first, first + Number(count) - 1];
    });
    yield [unquote(name).replace(/^b\//, ''), ranges];
  }
}

/** A name with quotes or control characters in it is quoted as in C, which JSON mostly is. */
function unquote(name: string): string {
  if (!name.startsWith('"')) return name;
  try {
    return JSON.parse(name) as string;
  } catch {
    return name;
  }
}
