import type { LintOptions } from './lint-options.ts';
import { count } from './print.ts';

/** What a run has come to. */
export interface LintSummary {
  readonly files: number;
  /** What is left after fixes and baseline. */
  readonly findings: number;
  /** Those among the findings. */
  readonly warnings: number;
  readonly unparsed: number;
  readonly fixed: number;
  readonly taken: number;
  /** Files that were not parsed, because no rule has anything to look at in them. */
  readonly skipped: number;
  readonly seconds: number;
  /** Findings that the baseline lists. */
  readonly known: number;
  /** Findings that the baseline lists and that are gone. */
  readonly vanished: number;
}

/** What is said beside the report, a line each. */
export function* listRemarks(summary: LintSummary, options: LintOptions): Generator<string> {
  const { files, findings, warnings, unparsed, fixed, taken } = summary;
  if (options.fix) yield `fixed ${count(fixed, 'problem')}${findings === 0 ? ', none remain' : `, ${findings} left`}`;
  if (options.fixSuggestions || options.interactive)
    yield `took ${count(taken, 'suggestion')}${taken > 0 ? ': read the diff' : ''}`;
  if (unparsed > 0) yield `${count(unparsed, 'file')} could not be parsed and so not checked`;
  if (warnings > options.maxWarnings) {
    yield `${count(warnings, 'warning')}, more than --max-warnings ${options.maxWarnings}`;
  }
  yield* listBaselineRemarks(summary, options);
  if (files === 0 && options.changedSince !== null) yield 'no file has changed';
  else if (files === 0) yield 'nothing to lint: every named file is ignored (*.min.*, *.d.ts, node_modules, .yarn)';
  else yield getTotals(summary);
}

function* listBaselineRemarks(
  { known, vanished }: LintSummary,
  { baseline, updateBaseline, addToBaseline }: LintOptions,
): Generator<string> {
  if (baseline === null) return;
  if (updateBaseline || addToBaseline) yield `wrote ${baseline}: ${count(known, 'known finding')}`;
  else if (known > 0) yield `${count(known, 'known finding')} not reported: see ${baseline}`;
  if (vanished > 0)
    yield `${count(vanished, 'finding')} of ${baseline} ${vanished === 1 ? 'is' : 'are'} gone: --update-baseline takes them out`;
}

/** `2 files, no findings (0.3 s, 1 skipped by the fast path)`. */
function getTotals({ files, findings, seconds, skipped }: LintSummary): string {
  const found = findings === 0 ? 'no findings' : count(findings, 'finding');
  const skips = skipped === 0 ? '' : `, ${skipped} skipped by the fast path`;
  return `${count(files, 'file')}, ${found} (${seconds.toFixed(1)} s${skips})`;
}
