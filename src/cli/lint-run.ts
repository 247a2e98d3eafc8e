import type { ESLint } from 'eslint';
import { relative } from 'node:path';
import { lookAgain } from '../map/index.ts';
import { getEslintOptions, type Pass } from './lint-config.ts';
import type { LintCache } from './lint-cache.ts';
import type { Choice, LintOptions } from './lint-options.ts';
import { createLintTally, type LintTally } from './lint-tally.ts';
import { getOwnFindings } from './own-findings.ts';
import type { Project } from './project.ts';
import { checkReplaceable, replaceFile } from './replace-file.ts';
import { takeSuggestions, type Chooser, type LintText } from './take-suggestions.ts';
import { createTypescriptParser } from './typescript-parser.ts';
import { NothingToLintError, UsageError } from './usage-error.ts';

export interface LintRunOptions extends Choice, Pick<LintOptions, 'fix' | 'inlineConfig'> {
  /** Absolute paths that the user has named, and so wants to be linted also where git ignores them. */
  readonly named?: readonly string[];
  /** Absolute paths of the only files to lint; null for all that are found. */
  readonly only?: ReadonlySet<string> | null;
  readonly cache?: LintCache | null;
}

export interface LintOutcome {
  /** One a file, ours only. */
  readonly results: readonly ESLint.LintResult[];
  /** How many findings `--fix` has removed. */
  readonly fixed: number;
  /** How many suggestions were taken. */
  readonly taken: number;
}

export interface LintRun {
  /** The ESLint object that formatters are loaded through. */
  readonly host: ESLint;
  /** Lints files, folders and globs; with `--fix`, writes what it has fixed, and then what the chosen suggestions make. */
  lint(patterns: readonly string[], choose?: Chooser | null): Promise<LintOutcome>;
  /** Lints a text as the file's. */
  lintText(text: string, file: string): Promise<LintOutcome>;
}

// ESLint does not tell a folder of ignored files from one that holds none of ours.
const NOTHING_FOUND = ['file-not-found', 'all-matched-files-ignored'];

const ATTEMPTS = 3;
/** A worker, its owner, and the owner's owner; ESLint itself goes over one file up to ten times. */
const MOST_ROUNDS = 5;

/** Sets ESLint up for one project. */
export function createLintRun(
  Host: typeof ESLint,
  options: LintRunOptions,
  project: Project,
  tally: LintTally = createLintTally(),
): LintRun {
  const typescript = createTypescriptParser(project);
  const getOptions = getEslintOptions(options, project, typescript, tally);
  const pass = async (patterns: readonly string[], settings: Pass): Promise<ESLint.LintResult[]> => {
    const results = await lintFiles(new Host(getOptions(settings)), patterns, project);
    return results.map(getOwnFindings);
  };

  /** Reads `.js` files as modules first; those that cannot be parsed so are read as CommonJS. */
  const lintOnce = async (patterns: readonly string[], fix: boolean): Promise<ESLint.LintResult[]> => {
    const results = await pass(patterns, { fix, sourceType: 'module' });
    const unparsed = results.filter((r) => r.fatalErrorCount > 0 && /\.jsx?$/.test(r.filePath));
    if (unparsed.length === 0) return results;
    const again = await pass(
      unparsed.map((r) => r.filePath),
      { fix, sourceType: 'commonjs' },
    );
    const parsed = new Map(again.filter((r) => r.fatalErrorCount === 0).map((r) => [r.filePath, r]));
    return results.map((r) => parsed.get(r.filePath) ?? r);
  };

  const lintText = createTextLint(Host, getOptions, options.fix);
  return {
    host: new Host(getOptions({ fix: false, sourceType: 'module' })),
    async lintText(text, file) {
      const result = await lintText(text, file);
      return { results: result === null ? [] : [result], fixed: 0, taken: 0 };
    },
    async lint(patterns, choose = null) {
      const before = await lintOnce(patterns, false);
      const relint = (): Promise<readonly ESLint.LintResult[]> => lintOnce(patterns, false);
      const outcome = options.fix
        ? await fixAll(before, (files) => lintOnce(files, true), relint, options.cache)
        : { results: before, fixed: 0, taken: 0 };
      return choose === null ? outcome : takeAll(outcome, choose, lintText);
    },
  };
}

/** What a worker's file hears since its fix, its owner can ask for: so all are linted again until nothing is to fix. */
async function fixAll(
  found: readonly ESLint.LintResult[],
  fix: (files: readonly string[]) => Promise<readonly ESLint.LintResult[]>,
  lintAll: () => Promise<readonly ESLint.LintResult[]>,
  cache: LintCache | null = null,
): Promise<LintOutcome> {
  let [results, fixed] = [found, 0];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fixable = results.filter((r) => r.fixableErrorCount + r.fixableWarningCount > 0).map((r) => r.filePath);
    if (fixable.length === 0) break;
    const made = await fix(fixable);
    write(made);
    const known = new Map(made.map((r) => [r.filePath, r]));
    const before = results;
    results = before.map((r) => known.get(r.filePath) ?? r);
    fixed += Math.max(0, countFindings(before) - countFindings(results));
    if (made.every(({ output }) => output === undefined)) break;
    lookAgain();
    cache?.clear();
    results = await lintAll();
  }
  return { results, fixed, taken: 0 };
}

/** Takes the chosen suggestions of each file, and writes it before the next one is asked about. */
async function takeAll({ results, fixed }: LintOutcome, choose: Chooser, lint: LintText): Promise<LintOutcome> {
  const after: ESLint.LintResult[] = [];
  let taken = 0;
  for (const result of results) {
    const text = result.output ?? result.source;
    if (text === undefined || result.messages.length === 0) {
      after.push(result);
      continue;
    }
    const done = await takeSuggestions(result, text, lint, choose);
    if (done.taken > 0) write([done.result]);
    taken += done.taken;
    after.push(done.result);
  }
  return { results: after, fixed, taken };
}

/** As files are linted: what cannot be parsed as a module is read as CommonJS. Null for a file that is ignored. */
function createTextLint(Host: typeof ESLint, getOptions: (pass: Pass) => ESLint.Options, fix: boolean): LintText {
  const sourceTypes = ['module', 'commonjs'] as const;
  return async (text, filePath) => {
    let first: ESLint.LintResult | undefined;
    for (const sourceType of sourceTypes) {
      const host = new Host(getOptions({ fix, sourceType }));
      const [result] = (await host.lintText(text, { filePath })).map(getOwnFindings);
      if (result && result.fatalErrorCount === 0) return result;
      first ??= result;
    }
    return first ?? null;
  };
}

async function lintFiles(
  host: ESLint,
  patterns: readonly string[],
  project: Project,
  attempts = ATTEMPTS,
): Promise<ESLint.LintResult[]> {
  try {
    return await host.lintFiles([...patterns]);
  } catch (error) {
    // A file has gone between the listing and the reading: it is not there any more, and so nothing is missed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && attempts > 1) {
      return lintFiles(host, patterns, project, attempts - 1);
    }
    const { messageTemplate, messageData, code, path, message } = error as NodeJS.ErrnoException & {
      messageTemplate?: string;
      messageData?: { pattern: string };
    };
    const named = messageData && (relative(process.cwd(), messageData.pattern) || '.');
    if (named !== undefined && NOTHING_FOUND.includes(messageTemplate ?? '')) {
      throw new NothingToLintError(`no JavaScript or TypeScript files to lint in ${named}`);
    }
    if (code === 'EACCES' || code === 'EPERM') throw new UsageError(`cannot read ${path ?? project.root} (${code})`);
    throw new Error(`linting failed: ${message}`, { cause: error });
  }
}

/** All or nothing, as far as can be told beforehand. */
function write(results: readonly ESLint.LintResult[]): void {
  const changed = results.filter((r) => r.output !== undefined);
  for (const { filePath } of changed) checkReplaceable(filePath);
  for (const { filePath, output } of changed) replaceFile(filePath, output ?? '');
}

function countFindings(results: readonly ESLint.LintResult[]): number {
  return results.reduce((total, r) => total + r.errorCount + r.warningCount, 0);
}
