import type { ESLint } from 'eslint';
import { relative } from 'node:path';
import { sum } from '../runtime/text.ts';
import { createBaseline } from './create-baseline.ts';
import { getChangedLines } from './changed-lines.ts';
import { createCache } from './create-cache.ts';
import { createChooser } from './create-chooser.ts';
import { withEntries } from './eslint-entries.ts';
import { HELP } from './help.ts';
import { findAll } from './find-all.ts';
import { getLintInputs, getTextInputs } from './lint-inputs.ts';
import { getLintOptions, type LintOptions } from './lint-options.ts';
import { listRemarks, type LintSummary } from './lint-remarks.ts';
import { createReporter, isMapWanted } from './lint-report.ts';
import { createLintRun } from './lint-run.ts';
import { createLintTally } from './lint-tally.ts';
import { withMessages } from './own-findings.ts';
import { print, say } from './print.ts';
import { createProgress } from './progress.ts';
import type { Chooser } from './take-suggestions.ts';
import { loadPeer } from './resolve-peer.ts';

const MOST_NAMES = 8;

/**
 * `graceful lint`: lints without a config file.
 *
 * @returns 0 clean, 1 findings.
 * @throws UsageError for wrong use.
 */
export async function lint(args: readonly string[]): Promise<number> {
  const options = getLintOptions(args);
  if (options.help) {
    print(HELP.lint);
    return 0;
  }
  // ESLint 9 knows this name only.
  if (process.env['NO_COLOR']) process.env['FORCE_COLOR'] ??= '0';
  const start = performance.now();
  const asked = options.stdinFile === null ? getLintInputs(options.paths) : getTextInputs(options.stdinFile);
  const inputs = { ...asked, project: await withEntries(asked.project) };
  const { root } = inputs.project;
  const changed = options.changedSince === null ? null : getChangedLines(root, options.changedSince);
  const peer = { name: 'eslint', purpose: 'to lint', atLeast: [9, 39] } as const;
  const { ESLint: Host } = loadPeer(peer, inputs.project) as { ESLint: typeof ESLint };
  const progress = createProgress(process.stderr, process.env);
  const tally = createLintTally(progress.show);
  const cache = options.stdinFile === null ? createCache(options, inputs.project, Host) : null;
  const scope = { named: inputs.patterns, only: changed && new Set(changed.keys()), cache };
  const run = createLintRun(Host, { ...options, ...scope }, inputs.project, tally);
  const reporter = await createReporter(run.host, options);
  const applyBaseline = createBaseline(options, root);
  const chooser = createChooser(options, root);
  const choose: Chooser | null = chooser && ((result, text) => (progress.clear(), chooser.choose(result, text)));
  const linted = await findAll(run, inputs, options, changed, choose).finally(() => {
    chooser?.end();
    progress.clear();
    if (tally.passedOver.size > 0) say(`passed over, no regular file: ${listNames(tally.passedOver)}`);
  });
  cache?.write();
  const { results, ...baseline } = applyBaseline(linted.results);
  const foundWarnings = sum(results, 'warningCount');
  const maxWarningsExceeded = foundWarnings > options.maxWarnings;
  const meta = maxWarningsExceeded ? { maxWarningsExceeded: { maxWarnings: options.maxWarnings, foundWarnings } } : {};
  // What draws is loaded only for a report that shows it.
  const workerMap = isMapWanted(options)
    ? await (await import('./lint-map.ts')).drawReportMap(results, Host, options, inputs.project)
    : null;
  const context = { cwd: root, ...(workerMap === null ? {} : { workerMap }) };
  await reporter.write(options.quiet ? results.map(getErrors) : results, context, meta);
  if (inputs.skipped.length > 0) say(`not JavaScript or TypeScript, skipped: ${inputs.skipped.join(', ')}`);
  const summary: LintSummary = {
    ...getCounts(results, options),
    fixed: linted.fixed,
    taken: linted.taken,
    skipped: tally.skipped,
    seconds: (performance.now() - start) / 1000,
    ...baseline,
  };
  for (const line of listRemarks(summary, options)) say(line);
  return maxWarningsExceeded || sum(results, 'errorCount') > 0 ? 1 : 0;
}

function getCounts(results: readonly ESLint.LintResult[], { quiet }: LintOptions) {
  const warnings = sum(results, 'warningCount');
  return {
    files: results.length,
    findings: sum(results, 'errorCount') - sum(results, 'fatalErrorCount') + (quiet ? 0 : warnings),
    warnings,
    unparsed: results.filter((result) => result.fatalErrorCount > 0).length,
  };
}

function getErrors(result: ESLint.LintResult): ESLint.LintResult {
  return withMessages(
    result,
    result.messages.filter(({ severity }) => severity === 2),
  );
}

/** From the working folder; so many that they fit a line or two. */
function listNames(paths: ReadonlySet<string>): string {
  const names = [...paths].map((path) => relative(process.cwd(), path)).sort();
  const rest = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
