import { text } from 'node:stream/consumers';
import { keepChanged, type ChangedLines } from './changed-lines.ts';
import type { LintInputs } from './lint-inputs.ts';
import type { LintOptions } from './lint-options.ts';
import type { LintOutcome, LintRun } from './lint-run.ts';
import type { Chooser } from './take-suggestions.ts';
import { NothingToLintError } from './usage-error.ts';

/** Lints what was asked for: files, the changed lines of files, or the text on stdin. */
export async function findAll(
  run: LintRun,
  { patterns }: LintInputs,
  { stdinFile }: LintOptions,
  changed: ChangedLines | null,
  choose: Chooser | null,
): Promise<LintOutcome> {
  if (stdinFile !== null) return run.lintText(await text(process.stdin), patterns[0] ?? stdinFile);
  if (changed === null) return run.lint(patterns, choose);
  try {
    const outcome = await run.lint(patterns);
    return { ...outcome, results: outcome.results.map((result) => keepChanged(result, changed)) };
  } catch (error) {
    if (error instanceof NothingToLintError) return { results: [], fixed: 0, taken: 0 };
    throw error;
  }
}
