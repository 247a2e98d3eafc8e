import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Help = { readonly help: { readonly type: 'boolean'; readonly short: 'h' } };
type Words<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: T & Help }>
>;

/**
 * Splits the words after a command into options and paths; without paths, the working folder is meant.
 *
 * @throws UsageError for an unknown option and for one without its value.
 */
export function readWords<const T extends Options>(args: readonly string[], command: string, options: T): Words<T> {
  try {
    const help = { type: 'boolean', short: 'h' } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...options, help } });
  } catch (error) {
    throw getArgumentError(error, command);
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

/** `parseArgs`' complaint, cut to its first sentence, with a pointer to the help. */
function getArgumentError(error: unknown, command: string): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('ERR_PARSE_ARGS')) return error as Error;
  const first = message.split(/[.\n]\s*/)[0] ?? message;
  return new UsageError(`${first.charAt(0).toLowerCase()}${first.slice(1)}`, `Try: graceful ${command} --help`);
}
