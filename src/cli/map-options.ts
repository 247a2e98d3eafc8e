import { CHOICE_OPTIONS, getChoice, type Choice } from './lint-options.ts';
import type { OptionTable } from './option-table.ts';
import { readChoice, readWords } from './read-words.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = ['text', 'mermaid', 'svg', 'json'] as const;

export const MAP_OPTIONS = {
  ...CHOICE_OPTIONS,
  format: { type: 'string', value: 'NAME', help: 'text (default), mermaid, svg or json' },
  output: { type: 'string', short: 'o', value: 'FILE', help: 'write to a file instead of the terminal' },
} as const satisfies OptionTable;

export type MapFormat = (typeof FORMATS)[number];

export interface MapOptions extends Choice {
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
  const { values, positionals } = readWords(args, 'map', MAP_OPTIONS);
  if (values.output === '') throw new UsageError('--output takes the name of a file');
  return {
    ...getChoice(values),
    help: values.help ?? false,
    paths: positionals.length > 0 ? positionals : ['.'],
    format: readChoice('format', values.format ?? 'text', FORMATS),
    output: values.output ?? null,
  };
}
