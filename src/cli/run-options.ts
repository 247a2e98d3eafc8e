import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { OptionTable } from './option-table.ts';
import { readCount, readWords } from './read-words.ts';
import { UsageError } from './usage-error.ts';

export interface RunOptions {
  readonly help: boolean;
  /** The words for Node: its options, the program, and the program's own words. */
  readonly program: readonly string[];
  readonly format: string;
  /** null for stderr; `%p` becomes the id of this process. */
  readonly output: string | null;
  /** `Infinity` when there is no limit. */
  readonly maxWarnings: number;
  /** For the checker in the program. */
  readonly environment: Readonly<Record<string, string>>;
}

export const RUN_OPTIONS = {
  format: {
    type: 'string',
    short: 'f',
    value: 'NAME',
    help: "sarif, github, gitlab, junit, checkstyle, markdown, html (with a time line of the workers), json, or any formatter of ESLint's by name or path (default: stylish)",
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    help: 'keep the report in a file, current while the program runs; %p is the process id',
  },
  rules: { type: 'string', value: 'LIST', help: 'these rules only: a,b; or other levels: a:warn,b:off' },
  'grace-ms': {
    type: 'string',
    value: 'N',
    help: 'how long a worker may sleep or loop on after a request to stop (default: 1000)',
  },
  'blocked-ms': {
    type: 'string',
    value: 'N',
    help: 'warn of a loop that nobody has asked to stop, but that heard nothing for so long (default: 10000)',
  },
  'stop-words': {
    type: 'string',
    value: 'REGEXP',
    help: 'what a message, or its type, says when it asks for a stop (default: stop, shutdown, close ...)',
  },
  'max-warnings': { type: 'string', value: 'N', help: 'fail when there are more than N warnings' },
} as const satisfies OptionTable;

/**
 * Reads the words after `graceful run`: options, then the program and its words. What follows `--` goes to Node as it is.
 * An option that is not given is taken from `GRACEFUL_<OPTION>`.
 *
 * @throws UsageError for an unknown option or a wrong value.
 */
export function getRunOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): RunOptions {
  const at = findProgram(args);
  refuseNodeOptions(args.slice(0, at), args.slice(at));
  const { values } = readWords(args.slice(0, at), 'run', RUN_OPTIONS);
  const get = (name: keyof typeof RUN_OPTIONS): string | undefined =>
    values[name] ?? (env[toVariable(name)] || undefined);
  const environment = {
    GRACEFUL_BLOCKED_MS: readCount('blocked-ms', get('blocked-ms')),
    GRACEFUL_GRACE_MS: readCount('grace-ms', get('grace-ms')),
    GRACEFUL_RULES: readRules(get('rules')),
    GRACEFUL_STOP_WORDS: readPattern(get('stop-words')),
  };
  return {
    help: values.help ?? false,
    program: readProgram(args.slice(args[at] === '--' ? at + 1 : at)),
    format: get('format') ?? 'stylish',
    output: get('output') ?? null,
    maxWarnings: readCount('max-warnings', get('max-warnings')) ?? Infinity,
    environment: Object.fromEntries(
      Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
  };
}

/** Node's, beside those that it takes from the environment. */
const NODE_OPTIONS = new Set(['--test', '--watch', '--eval', '-e', '--print', '-p', '--check', '-c', '--env-file']);

/** @throws UsageError for an option of Node's that stands among ours: says where it belongs. */
function refuseNodeOptions(own: readonly string[], program: readonly string[]): void {
  const at = own.findIndex((word) => {
    const [name = ''] = word.split('=');
    return NODE_OPTIONS.has(name) || process.allowedNodeEnvironmentFlags.has(name);
  });
  if (at < 0) return;
  const words = ['graceful run', ...own.slice(0, at), '--', ...own.slice(at), ...program];
  throw new UsageError(`${own[at]} is an option of Node's, which go behind --`, `Try: ${words.join(' ')}`);
}

/** Without the word `node`, which is run in any case. */
function readProgram(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  if (first === undefined || first.startsWith('-') || first === 'inspect' || isProgram(first)) return words;
  if (/^node(?:\.exe)?$/.test(basename(first))) return rest;
  const hint = `For a command: NODE_OPTIONS='--require eslint-plugin-graceful/runtime' ${words.join(' ')}`;
  throw new UsageError(`there is no program ${first}`, /[\\/.]/.test(first) ? undefined : hint);
}

/** Does Node find something to run there? */
function isProgram(word: string): boolean {
  return ['', '.js', '.json', '.node'].some((ending) => existsSync(resolve(`${word}${ending}`)));
}

/** The index of the first word that is neither an option nor an option's value. */
function findProgram(args: readonly string[]): number {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--' || !word.startsWith('-')) return i;
    const long = Object.entries(RUN_OPTIONS).find(
      ([name, option]) => word === `--${name}` || ('short' in option && word === `-${option.short}`),
    );
    if (long) i++;
  }
  return args.length;
}

function toVariable(option: string): string {
  return `GRACEFUL_${option.toUpperCase().replaceAll('-', '_')}`;
}

function readRules(value: string | undefined): string | undefined {
  const wrong = value
    ?.split(',')
    .find((entry) => !/^\s*(?:graceful\/)?[a-z-]+\s*(?:[:=]\s*(?:off|warn|error)\s*)?$/.test(entry));
  if (wrong === undefined) return value;
  throw new UsageError(`--rules takes names, each with ":off", ":warn" or ":error" if wanted, not "${wrong}"`);
}

function readPattern(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : new RegExp(value, 'i').source;
  } catch (error) {
    throw new UsageError(`--stop-words takes a regular expression: ${(error as Error).message}`);
  }
}
