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

const OPTIONS = {
  format: { type: 'string', short: 'f' },
  output: { type: 'string', short: 'o' },
  'blocked-ms': { type: 'string' },
  'grace-ms': { type: 'string' },
  rules: { type: 'string' },
  'stop-words': { type: 'string' },
  'max-warnings': { type: 'string' },
} as const;

/**
 * Reads the words after `graceful run`: options, then the program and its words. What follows `--` goes to Node as it is.
 * An option that is not given is taken from `GRACEFUL_<OPTION>`.
 *
 * @throws UsageError for an unknown option or a wrong value.
 */
export function getRunOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): RunOptions {
  const at = findProgram(args);
  const { values } = readWords(args.slice(0, at), 'run', OPTIONS);
  const program = args.slice(args[at] === '--' ? at + 1 : at);
  const get = (name: keyof typeof OPTIONS): string | undefined => values[name] ?? (env[toVariable(name)] || undefined);
  const environment = {
    GRACEFUL_BLOCKED_MS: readCount('blocked-ms', get('blocked-ms')),
    GRACEFUL_GRACE_MS: readCount('grace-ms', get('grace-ms')),
    GRACEFUL_RULES: readRules(get('rules')),
    GRACEFUL_STOP_WORDS: readPattern(get('stop-words')),
  };
  return {
    help: values.help ?? false,
    program,
    format: get('format') ?? 'stylish',
    output: get('output') ?? null,
    maxWarnings: readCount('max-warnings', get('max-warnings')) ?? Infinity,
    environment: Object.fromEntries(
      Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
  };
}

/** The index of the first word that is neither an option nor an option's value. */
function findProgram(args: readonly string[]): number {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--' || !word.startsWith('-')) return i;
    const long = Object.entries(OPTIONS).find(
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
