import { resolve } from 'node:path';
import type { PresetName } from '../configs.ts';
import type { OptionTable } from './option-table.ts';
import { readChoice, readCount, readWords } from './read-words.ts';
import { UsageError } from './usage-error.ts';

export const PRESETS = ['recommended', 'strict', 'all'] as const satisfies PresetName[];

/** What picks files and rules: for `lint` and `map`. */
export const CHOICE_OPTIONS = {
  preset: { type: 'string', value: 'NAME', help: 'recommended (default), strict or all' },
  rule: {
    type: 'string',
    multiple: true,
    value: 'NAME[=LEVEL]',
    help: 'this rule only; with =off, =warn or =error: its level in the preset; any number of times',
  },
  ignore: {
    type: 'string',
    multiple: true,
    value: 'PATTERN',
    help: "leave out files and folders, such as 'src/generated' or '*.test.ts'; any number of times",
  },
  'no-gitignore': { type: 'boolean', help: 'also look at what git ignores; what is named is looked at anyway' },
} as const satisfies OptionTable;

export const LINT_OPTIONS = {
  ...CHOICE_OPTIONS,
  changed: {
    type: 'boolean',
    value: '[=REF]',
    help: 'only findings on lines that have changed since the last commit, or since the branch left REF',
  },
  stdin: { type: 'boolean', help: 'lint what comes in as text' },
  'stdin-filename': { type: 'string', value: 'FILE', help: 'the name and place of that text (default: stdin.js)' },
  fix: { type: 'boolean', help: 'apply the fixes, then report what remains' },
  'fix-suggestions': {
    type: 'boolean',
    help: 'take the suggestions that need no choice, which change what the program does: read the diff',
  },
  interactive: { type: 'boolean', help: 'show each fix and suggestion as a diff, and ask' },
  quiet: { type: 'boolean', help: 'report errors only; --max-warnings still counts the warnings' },
  format: {
    type: 'string',
    short: 'f',
    value: 'NAME',
    help: "frame (code and suggestions; default on a terminal), sarif, github, gitlab, junit, checkstyle, markdown, html, json, or any formatter of ESLint's by name or path (default elsewhere: stylish)",
  },
  'output-file': {
    type: 'string',
    short: 'o',
    value: 'FILE',
    help: 'write the report to a file instead of the terminal',
  },
  report: {
    type: 'string',
    multiple: true,
    value: 'NAME=FILE',
    help: 'write a further report, such as sarif=graceful.sarif; any number of times, each to a file of its own: two to one file are refused',
  },
  'max-warnings': { type: 'string', value: 'N', help: 'fail when there are more than N warnings' },
  baseline: {
    type: 'string',
    value: 'FILE',
    help: 'findings that are listed in the file do not count, wherever their lines have moved to',
  },
  'update-baseline': { type: 'boolean', help: 'take out of that file what is gone; nothing new enters it' },
  'add-to-baseline': {
    type: 'boolean',
    help: 'take into that file what is new, and write it where there is none; it is sorted, for the repository',
  },
  cache: { type: 'boolean', help: 'remember what was found; texts that are as they were are not looked at again' },
  'cache-file': { type: 'string', value: 'FILE', help: 'where (default: below node_modules/.cache)' },
  'no-inline-config': { type: 'boolean', help: 'ignore eslint-disable and other comments for ESLint' },
} as const satisfies OptionTable;

/** Which rules run, and on what. */
export interface Choice {
  readonly preset: PresetName;
  /** A preset or rules were named: these run, whatever the project's ESLint config switches on and off. */
  readonly isNamed: boolean;
  /** `NAME` or `NAME=LEVEL`, as written. */
  readonly rules: readonly string[];
  /** As written. */
  readonly ignored: readonly string[];
  readonly useGitignore: boolean;
}

export interface LintOptions extends Choice {
  readonly help: boolean;
  /** As written; never empty. */
  readonly paths: readonly string[];
  /** What the changed lines are counted from: `HEAD` is the last commit; null for all lines. */
  readonly changedSince: string | null;
  /** The name of the text on stdin, as written; null when files are linted. */
  readonly stdinFile: string | null;
  readonly fix: boolean;
  readonly fixSuggestions: boolean;
  readonly interactive: boolean;
  readonly quiet: boolean;
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
  readonly addToBaseline: boolean;
  readonly useCache: boolean;
  /** As written; null for the usual place. */
  readonly cacheFile: string | null;
}

/**
 * Reads the words after `graceful lint`.
 *
 * @throws UsageError for an unknown option or a wrong value.
 */
export function getLintOptions(args: readonly string[]): LintOptions {
  const [words, ref] = cutRef(args);
  const { values, positionals } = readWords(words, 'lint', LINT_OPTIONS);
  const change = (['update-baseline', 'add-to-baseline'] as const).find((name) => values[name]);
  if (change !== undefined && values.baseline === undefined) throw new UsageError(`--${change} needs --baseline FILE`);
  const outputFile = readFile(values['output-file'], '--output-file');
  const reports = (values.report ?? []).map(readReport);
  refuseTogether(values, 'stdin', [
    'changed',
    'fix',
    'fix-suggestions',
    'interactive',
    'update-baseline',
    'add-to-baseline',
  ]);
  refuseTogether(values, 'changed', ['fix', 'fix-suggestions', 'interactive', 'update-baseline', 'add-to-baseline']);
  if (values.stdin && positionals.length > 0) throw new UsageError(`--stdin takes no paths: ${positionals.join(', ')}`);
  if (values['stdin-filename'] !== undefined && !values.stdin) throw new UsageError('--stdin-filename needs --stdin');
  refuseSharedFiles([...(outputFile === null ? [] : [outputFile]), ...reports.map(({ file }) => file)]);
  return {
    ...getChoice(values),
    help: values.help ?? false,
    paths: positionals.length > 0 ? positionals : ['.'],
    changedSince: values.changed ? (ref ?? 'HEAD') : null,
    stdinFile: values.stdin ? (readFile(values['stdin-filename'], '--stdin-filename') ?? 'stdin.js') : null,
    fix: values.fix ?? false,
    fixSuggestions: values['fix-suggestions'] ?? false,
    interactive: values.interactive ?? false,
    quiet: values.quiet ?? false,
    format: values.format ?? (process.stdout.isTTY && outputFile === null ? 'frame' : 'stylish'),
    outputFile,
    reports,
    maxWarnings: readCount('max-warnings', values['max-warnings']) ?? Infinity,
    inlineConfig: !values['no-inline-config'],
    baseline: readFile(values.baseline, '--baseline'),
    updateBaseline: values['update-baseline'] ?? false,
    addToBaseline: values['add-to-baseline'] ?? false,
    useCache: values.cache ?? values['cache-file'] !== undefined,
    cacheFile: readFile(values['cache-file'], '--cache-file'),
  };
}

/** @throws UsageError for a preset that there is not. */
export function getChoice(values: {
  readonly preset?: string | undefined;
  readonly rule?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly 'no-gitignore'?: boolean | undefined;
}): Choice {
  return {
    preset: readChoice('preset', values.preset ?? 'recommended', PRESETS),
    isNamed: values.preset !== undefined || (values.rule ?? []).length > 0,
    rules: values.rule ?? [],
    ignored: values.ignore ?? [],
    useGitignore: !values['no-gitignore'],
  };
}

/** `--changed` may have a value, but only behind an equals sign: a word after it is a path. */
function cutRef(args: readonly string[]): readonly [words: readonly string[], ref: string | undefined] {
  const ref = args.findLast((arg) => arg.startsWith('--changed='))?.slice('--changed='.length);
  return [args.map((arg) => (arg.startsWith('--changed=') ? '--changed' : arg)), ref === '' ? undefined : ref];
}

/** @throws UsageError when an option is given with one that does not go with it. */
function refuseTogether(values: Readonly<Record<string, unknown>>, option: string, others: readonly string[]): void {
  const other = values[option] === true ? others.find((name) => values[name] === true) : undefined;
  if (other !== undefined) throw new UsageError(`--${option} does not go with --${other}`);
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
