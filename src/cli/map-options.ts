import { readWords } from './read-words.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = ['text', 'mermaid', 'svg', 'json'] as const;

export type MapFormat = (typeof FORMATS)[number];

export interface MapOptions {
  readonly help: boolean;
  /** As written; never empty. */
  readonly paths: readonly string[];
  readonly format: MapFormat;
  /** As written; null for stdout. */
  readonly output: string | null;
}

/**
 * Reads the words after `graceful map`.
 *
 * @throws UsageError for an unknown option or a wrong value.
 */
export function getMapOptions(args: readonly string[]): MapOptions {
  const { values, positionals } = readWords(args, 'map', {
    format: { type: 'string' },
    output: { type: 'string', short: 'o' },
  });
  if (values.output === '') throw new UsageError('--output takes the name of a file');
  return {
    help: values.help ?? false,
    paths: positionals.length > 0 ? positionals : ['.'],
    format: readFormat(values.format ?? 'text'),
    output: values.output ?? null,
  };
}

function readFormat(value: string): MapFormat {
  const format = FORMATS.find((name) => name === value);
  if (format === undefined) throw new UsageError(`there is no format "${value}"; formats: ${FORMATS.join(', ')}`);
  return format;
}
