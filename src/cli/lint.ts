import type { ESLint } from 'eslint';
import { resolve } from 'node:path';
import { HELP } from './help.ts';
import { createLintRun, type LintOutcome } from './lint-run.ts';
import { getLintInputs } from './lint-inputs.ts';
import { getLintOptions, type LintOptions } from './lint-options.ts';
import { count, print, say } from './print.ts';
import { loadPeer } from './resolve-peer.ts';
import { UsageError } from './usage-error.ts';

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
  const formatter = await loadFormatter(run.host, options.format);
  const outcome = await run.lint(inputs.patterns);
  const maxWarningsExceeded = sum(outcome.results, 'warningCount') > options.maxWarnings;
  const meta = maxWarningsExceeded
    ? { maxWarningsExceeded: { maxWarnings: options.maxWarnings, foundWarnings: sum(outcome.results, 'warningCount') } }
    : {};
  const report = await formatter.format([...outcome.results], meta);
  if (report !== '') print(report);
  if (inputs.skipped.length > 0) say(`not JavaScript or TypeScript, skipped: ${inputs.skipped.join(', ')}`);
  for (const line of listRemarks(outcome, options, report === '')) say(line);
  return maxWarningsExceeded || sum(outcome.results, 'errorCount') > 0 ? 1 : 0;
}

async function loadFormatter(host: ESLint, name: string): Promise<ESLint.LoadedFormatter> {
  // ESLint takes a path from the project's root; here it is written from the working folder.
  const isPath = !name.startsWith('@') && /[\\/]/.test(name);
  try {
    return await host.loadFormatter(isPath ? resolve(name) : name);
  } catch (error) {
    const reason = /Cannot find module|ENOENT/.test((error as Error).message) ? 'not found' : (error as Error).message;
    throw new UsageError(`cannot load formatter "${name}": ${reason}`);
  }
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
