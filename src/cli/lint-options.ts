import { resolve } from 'node:path';
import type { PresetName } from '../configs.ts';
import { readCount, readWords } from './read-words.ts';
import { UsageError } from './usage-error.ts';

export interface LintOptions {
  readonly help: boolean;
  /** As written; never empty. */
  readonly paths: readonly string[];
  readonly preset: PresetName;
  readonly fix: boolean;
  readonly format: string;
  /** As written; null for stdout. */
  readonly outputFile: string | null;
  /** Further reports, as written. */
  readonly reports: readonly { readonly format: string; readonly file: string }[];
  /** `Infinity` when there is no limit. */
  readonly maxWarnings: number;
  readonly inlineConfig: boolean;
  /** A file of known findings, as written; null for none. */
  readonly baseline: string | null;
  readonly updateBaseline: boolean;
}

export const PRESETS: readonly string[] = ['recommended', 'strict', 'all'] satisfies PresetName[];

/**
 * Reads the words after `graceful lint`.
 *
 * @throws UsageError for an unknown option or a wrong value.
 */
export function getLintOptions(args: readonly string[]): LintOptions {
  const { values, positionals } = parse(args);
  const updateBaseline = values['update-baseline'] ?? false;
  if (updateBaseline && values.baseline === undefined) throw new UsageError('--update-baseline needs --baseline FILE');
  const outputFile = readFile(values['output-file'], '--output-file');
  const reports = (values.report ?? []).map(readReport);
  refuseSharedFiles([...(outputFile === null ? [] : [outputFile]), ...reports.map(({ file }) => file)]);
  return {
    help: values.help ?? false,
    paths: positionals.length > 0 ? positionals : ['.'],
    preset: readPreset(values.preset ?? 'recommended'),
    fix: values.fix ?? false,
    format: values.format ?? 'stylish',
    outputFile,
    reports,
    maxWarnings: readCount('max-warnings', values['max-warnings']) ?? Infinity,
    inlineConfig: !values['no-inline-config'],
    baseline: readFile(values.baseline, '--baseline'),
    updateBaseline,
  };
}

function parse(args: readonly string[]) {
  return readWords(args, 'lint', {
    preset: { type: 'string' },
    fix: { type: 'boolean' },
    format: { type: 'string', short: 'f' },
    'output-file': { type: 'string', short: 'o' },
    report: { type: 'string', multiple: true },
    'max-warnings': { type: 'string' },
    'no-inline-config': { type: 'boolean' },
    baseline: { type: 'string' },
    'update-baseline': { type: 'boolean' },
  });
}

function readPreset(value: string): PresetName {
  if (PRESETS.includes(value)) return value as PresetName;
  throw new UsageError(`there is no preset "${value}"; presets: ${PRESETS.join(', ')}`);
}

function readFile(value: string | undefined, option: string): string | null {
  if (value === '') throw new UsageError(`${option} takes the name of a file`);
  return value ?? null;
}

function readReport(value: string): LintOptions['reports'][number] {
  const [, format, file] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  if (format !== undefined && file !== undefined) return { format, file };
  throw new UsageError(`--report takes a format and a file, such as sarif=graceful.sarif, not "${value}"`);
}

/** The second report would replace the first; only the summary of a step in GitHub Actions is added to. */
function refuseSharedFiles(files: readonly string[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    const path = resolve(file);
    if (seen.has(path) && path !== process.env['GITHUB_STEP_SUMMARY']) {
      throw new UsageError(`two reports cannot be written to one file: ${file}`);
    }
    seen.add(path);
  }
}
