import { pageExamples, programs } from 'virtual:examples';
import type { PresetName } from '../../src/configs.ts';
import type { PaneFile } from '../linter/protocol.ts';

export interface Example {
  /** Behind the `#` of the address. */
  readonly address: string;
  readonly title: string;
  readonly group: 'Programs that run' | 'From the rule pages';
  readonly files: readonly [owner: PaneFile, worker: PaneFile];
  readonly preset: PresetName;
}

export const EXAMPLES: readonly Example[] = [
  ...programs.map(({ name, title, files }): Example => ({
    address: `example=${name}`,
    title,
    group: 'Programs that run',
    files,
    preset: 'recommended',
  })),
  ...pageExamples.map(({ rule, number, files }): Example => ({
    address: `rule=${rule}${number > 1 ? `&number=${number}` : ''}`,
    title: `${rule}${number > 1 ? ` ${number}` : ''}`,
    group: 'From the rule pages',
    files,
    // The pages show what is doubtful too.
    preset: 'strict',
  })),
];

/** The example that an address names. */
export function findExample(words: URLSearchParams): Example | null {
  const address = words.toString();
  return EXAMPLES.find((example) => example.address === address) ?? null;
}
