import { parseArgs } from 'node:util';
import { findNearestWord } from './nearest-word.ts';
import type { OptionTable } from './option-table.ts';
import { UsageError } from './usage-error.ts';

type Help = { readonly help: { readonly type: 'boolean'; readonly short: 'h' } };
type Words<T extends OptionTable> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: T & Help }>
>;

/**
 * Splits the words after a command into options and paths; without paths, the working folder is meant.
 *
 * @throws UsageError for an unknown option and for one without its value.
 */
export function readWords<const T extends OptionTable>(args: readonly string[], command: string, options: T): Words<T> {
  const known = { ...options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: known });
  } catch (error) {
    throw getArgumentError(error, command, Object.keys(known));
  }
}

/**
 * Reads the value of an option that counts.
 *
 * @throws UsageError when it is no whole number.
 */
export function readCount(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  throw new UsageError(`--${option} takes a whole number from 0 up, not "${value}"`);
}

/**
 * Reads the value of an option that takes one of a few words.
 *
 * @throws UsageError when it is none of them.
 */
export function readChoice<T extends string>(option: string, value: T | string, known: readonly T[]): T {
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  const near = findNearestWord(value, known);
  const hint = near === null ? '' : `did you mean ${near}? `;
  throw new UsageError(`there is no ${option} "${value}"; ${hint}${option}s: ${known.join(', ')}`);
}

/** `parseArgs`' complaint, cut to its first sentence, with the option that was meant and a pointer to the help. */
function getArgumentError(error: unknown, command: string, known: readonly string[]): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('ERR_PARSE_ARGS')) return error as Error;
  const first = message.split(/[.\n]\s*/)[0] ?? message;
  const word = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? /'--([^']+)'/.exec(first)?.[1] : undefined;
  const near = word === undefined ? null : findNearestWord(word, known);
  const hint = `${near === null ? '' : `Did you mean --${near}? `}Try: graceful ${command} --help`;
  return new UsageError(`${first.charAt(0).toLowerCase()}${first.slice(1)}`, hint);
}
