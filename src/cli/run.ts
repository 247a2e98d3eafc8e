import { constants } from 'node:os';
import { HELP } from './help.ts';
import { close, createLiveReport, withPending } from './run-live.ts';
import { withOrphans } from './run-orphans.ts';
import { count, print, say } from './print.ts';
import { getRunOptions, type RunOptions } from './run-options.ts';
import { runProgram } from './run-program.ts';
import { createRecordFolder, type Record } from './run-records.ts';
import { createRunReporter } from './run-report.ts';
import { printSummary, sum } from '../runtime/text.ts';
import { UsageError } from './usage-error.ts';

/** Prints what is known now; Node gives it to the inspector, so that it is not handed on. */
const DEMAND = 'SIGUSR1';

/** Milliseconds between two looks at what the program has found so far. */
const LOOK = 300;

/**
 * `graceful run`: runs a program with the run-time checker.
 *
 * @returns the program's exit code when it failed, else 1 for findings, else 0.
 * @throws UsageError for wrong use.
 */
export async function run(args: readonly string[]): Promise<number> {
  const options = getRunOptions(args, process.env);
  if (options.help) {
    print(HELP.run);
    return 0;
  }
  if (options.program.length === 0)
    throw new UsageError('which program?', 'Usage: graceful run [options] program.js [words...]');
  const reporter = await createRunReporter(options);
  const folder = createRecordFolder();
  const live = createLiveReport(say);
  const update = (): void => {
    if (!folder.hasChanged()) return;
    const record = folder.read();
    live.tell(record);
    // A file is kept current, for someone may end all of this from outside.
    if (options.output !== null) reporter.update(withPending(record));
  };
  const timer = setInterval(update, LOOK).unref();
  const onDemand = (): void => live.tellAll(folder.read());
  if (DEMAND in constants.signals) process.on(DEMAND, onDemand);
  try {
    const { code, signal } = await runProgram(options.program, {
      ...options.environment,
      GRACEFUL_RECORD: folder.pattern,
      GRACEFUL_OUTPUT: '',
    });
    const record = await withOrphans(close(folder.read(), signal), signal);
    await reporter.finish(record);
    for (const line of listRemarks(record, options)) say(line);
    // For people, and where there is something to mend: ESLint is loaded for it.
    if (record.results.length > 0 && options.format === 'stylish')
      for (const line of await (await import('./run-edits.ts')).listEdits(record.results)) say(line);
    return code || (isBad(record, options) ? 1 : 0);
  } finally {
    clearInterval(timer);
    process.off(DEMAND, onDemand);
    folder.remove();
  }
}

function isBad({ results }: Record, { maxWarnings }: RunOptions): boolean {
  return sum(results, 'errorCount') > 0 || sum(results, 'warningCount') > maxWarnings;
}

function* listRemarks({ results, threads, forgotten }: Record, options: RunOptions): Generator<string> {
  const found = sum(results, 'errorCount') + sum(results, 'warningCount');
  yield `${printSummary(threads, forgotten)}; ${found === 0 ? 'no findings' : count(found, 'finding')}`;
  const warnings = sum(results, 'warningCount');
  if (warnings > options.maxWarnings) yield `${warnings} warnings, more than --max-warnings ${options.maxWarnings}`;
  if (options.output !== null) yield `wrote ${options.output.replaceAll('%p', String(process.pid))}`;
}
