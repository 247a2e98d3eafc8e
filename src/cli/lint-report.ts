import type { ESLint } from 'eslint';
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FORMATS, loadFormatter, type Context } from '../formatters/index.ts';
import { loadHostFormatter, rulesMeta } from './host-formatter.ts';
import type { LintOptions } from './lint-options.ts';
import { hasColors, print, say } from './print.ts';
import { replaceFile } from './replace-file.ts';

/** One report that was asked for. */
interface Report {
  /** As written; null for stdout. */
  readonly file: string | null;
  readonly format: (
    results: readonly ESLint.LintResult[],
    context: Context,
    meta: ESLint.ResultsMeta,
  ) => Promise<string> | string;
}

export interface Reporter {
  /** Writes all reports; gives what went to stdout. */
  write(results: readonly ESLint.LintResult[], context: Context, meta: ESLint.ResultsMeta): Promise<string>;
}

/** Does one of the reports show the worker map? */
export function isMapWanted({ format, reports }: Pick<LintOptions, 'format' | 'reports'>): boolean {
  return format === 'html' || reports.some((report) => report.format === 'html');
}

/**
 * Loads what prints the reports, before anything is linted.
 *
 * @throws UsageError when a format is not known.
 */
export async function createReporter(host: ESLint, options: LintOptions): Promise<Reporter> {
  const reports: Report[] = [];
  for (const { format, file } of [{ format: options.format, file: options.outputFile }, ...options.reports]) {
    reports.push({ file, format: await load(host, format) });
  }
  return {
    async write(results, context, meta) {
      let shown = '';
      for (const { file, format } of reports) {
        const isShown = file === null && hasColors(process.stdout);
        const text = await format(results, { ...context, rulesMeta, hasColors: isShown }, meta);
        if (file !== null) writeReport(file, text);
        else if (text !== '') print((shown = text));
      }
      return shown;
    },
  };
}

/** Ours first, so that `html` and `json` are ours too; the others are ESLint's to find. */
async function load(host: ESLint, name: string): Promise<Report['format']> {
  if (FORMATS.includes(name)) return loadFormatter(name);
  const formatter = await loadHostFormatter(host, name);
  return (results, _, meta) => formatter.format([...results], meta);
}

/** The summary of a step in GitHub Actions is shared with whatever ran before. */
function writeReport(file: string, text: string): void {
  const path = resolve(file);
  const isShared = path === process.env['GITHUB_STEP_SUMMARY'];
  if (!isShared) replaceFile(path, text);
  else appendFileSync(path, text);
  say(`wrote ${file}`);
}
