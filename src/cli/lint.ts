import type { ESLint } from 'eslint';
import { HELP } from './help.ts';
import { createLintRun, type LintOutcome } from './lint-run.ts';
import { getLintInputs } from './lint-inputs.ts';
import { getLintOptions, type LintOptions } from './lint-options.ts';
import { createReporter } from './lint-report.ts';
import { count, print, say } from './print.ts';
import { loadPeer } from './resolve-peer.ts';

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
  const inputs = getLintInputs(options.paths);
  const peer = { name: 'eslint', purpose: 'to lint', atLeast: [9, 39] } as const;
  const { ESLint: Host } = loadPeer(peer, inputs.project) as { ESLint: typeof ESLint };
  const run = createLintRun(Host, options, inputs.project);
  const reporter = await createReporter(run.host, options);
  const outcome = await run.lint(inputs.patterns);
  const foundWarnings = sum(outcome.results, 'warningCount');
  const maxWarningsExceeded = foundWarnings > options.maxWarnings;
  const meta = maxWarningsExceeded
    ? { maxWarningsExceeded: { maxWarnings: options.maxWarnings, foundWarnings } }
    : {};
  const shown = await reporter.write(outcome.results, { cwd: inputs.project.root }, meta);
  if (inputs.skipped.length > 0) say(`not JavaScript or TypeScript, skipped: ${inputs.skipped.join(', ')}`);
  for (const line of listRemarks(outcome, options, shown === '')) say(line);
  return maxWarningsExceeded || sum(outcome.results, 'errorCount') > 0 ? 1 : 0;
}

function* listRemarks({ results, fixed }: LintOutcome, options: LintOptions, isSilent: boolean): Generator<string> {
  const unparsed = results.filter((result) => result.fatalErrorCount > 0).length;
  const warnings = sum(results, 'warningCount');
  const remaining = sum(results, 'errorCount') + warnings;
  const found = remaining === 0 ? 'no findings' : `${count(remaining, 'finding')}`;
  if (options.fix) {
    yield `fixed ${count(fixed, 'problem')}${remaining === 0 ? ', none remain' : `, ${remaining} left`}`;
  }
  if (unparsed > 0) yield `${count(unparsed, 'file')} could not be parsed and so not checked`;
  if (warnings > options.maxWarnings) {
    yield `${count(warnings, 'warning')}, more than --max-warnings ${options.maxWarnings}`;
  }
  if (results.length === 0) yield 'nothing to lint: every named file is ignored (*.min.*, *.d.ts, node_modules)';
  else if (isSilent) yield `${count(results.length, 'file')}, ${found}`;
}

function sum(results: readonly ESLint.LintResult[], key: 'errorCount' | 'warningCount'): number {
  return results.reduce((total, result) => total + result[key], 0);
}
