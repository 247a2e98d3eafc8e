import { STOP_MESSAGE } from '../knowledge/stop-words.ts';

/** What the checker looks for and where it reports; plain data, so that it can be handed to workers. */
export interface RuntimeOptions {
  /** Milliseconds after which a loop that has not turned is worth a warning. */
  readonly blockedMs: number;
  /** Milliseconds that a worker may take to end once it was asked. */
  readonly graceMs: number;
  /** `name`, `name:warn`, `name:off`, comma-separated; a bare name turns off all that are not named. */
  readonly rules: string;
  /** Infinity when there is no limit. */
  readonly maxWarnings: number;
  readonly format: string;
  /** Where the report goes, `%p` for the process id; '' for stderr. */
  readonly output: string;
  /** Where `graceful run` wants findings and summary, `%p` for the process id; '' when preloaded without it. */
  readonly record: string;
  /** Source of a regular expression that a message or its type matches when it asks for a stop. */
  readonly stopWords: string;
}

export const DEFAULTS: RuntimeOptions = {
  blockedMs: 10_000,
  graceMs: 1000,
  rules: '',
  maxWarnings: Infinity,
  format: 'stylish',
  output: '',
  record: '',
  stopWords: STOP_MESSAGE.source,
};

/** The options that the environment holds as `GRACEFUL_<OPTION>`; a value that makes no sense counts as not given. */
export function readOptions(env: Readonly<Record<string, string | undefined>>): RuntimeOptions {
  return {
    blockedMs: readNumber(env['GRACEFUL_BLOCKED_MS'], DEFAULTS.blockedMs),
    graceMs: readNumber(env['GRACEFUL_GRACE_MS'], DEFAULTS.graceMs),
    rules: env['GRACEFUL_RULES'] ?? DEFAULTS.rules,
    maxWarnings: readNumber(env['GRACEFUL_MAX_WARNINGS'], DEFAULTS.maxWarnings),
    format: env['GRACEFUL_FORMAT'] || DEFAULTS.format,
    output: env['GRACEFUL_OUTPUT'] ?? DEFAULTS.output,
    record: env['GRACEFUL_RECORD'] ?? DEFAULTS.record,
    stopWords: readPattern(env['GRACEFUL_STOP_WORDS']),
  };
}

function readNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise;
}

function readPattern(text: string | undefined): string {
  if (!text) return DEFAULTS.stopWords;
  try {
    return new RegExp(text).source;
  } catch {
    return DEFAULTS.stopWords;
  }
}
