import type { ESLint } from 'eslint';
import { relative, sep } from 'node:path';
import type { Finding } from '../map/index.ts';
import type { LintRun } from './lint-run.ts';
import { NothingToLintError } from './usage-error.ts';

/** What linting tells the map. */
export interface MapFindings {
  /** From the project's root, with `/`. */
  readonly files: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  /** How many files could not be parsed. */
  readonly unparsed: number;
}

/** Lints files, folders and globs; those without a source are no failure. */
export async function getMapFindings(run: LintRun, patterns: readonly string[], root: string): Promise<MapFindings> {
  return toMapFindings(await lint(run, patterns), root);
}

/** What has been linted, as the map takes it. */
export function toMapFindings(results: readonly ESLint.LintResult[], root: string): MapFindings {
  const toName = (path: string): string => relative(root, path).split(sep).join('/');
  return {
    files: new Set(results.map(({ filePath }) => toName(filePath))),
    findings: results.flatMap(({ filePath, messages }) =>
      messages.flatMap(({ ruleId, line, message }) =>
        ruleId === null ? [] : [{ file: toName(filePath), line, rule: ruleId.replace(/^graceful\//, ''), message }],
      ),
    ),
    unparsed: results.filter(({ fatalErrorCount }) => fatalErrorCount > 0).length,
  };
}

async function lint(run: LintRun, patterns: readonly string[]): Promise<readonly ESLint.LintResult[]> {
  try {
    return patterns.length === 0 ? [] : (await run.lint(patterns)).results;
  } catch (error) {
    if (error instanceof NothingToLintError) return [];
    throw error;
  }
}
