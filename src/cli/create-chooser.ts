import { createInterface } from 'node:readline/promises';
import { createAsker } from './ask-suggestions.ts';
import type { LintOptions } from './lint-options.ts';
import { hasColors } from './print.ts';
import { chooseAll, type Chooser } from './take-suggestions.ts';
import { UsageError } from './usage-error.ts';

/**
 * What chooses among suggestions: nobody, `--fix-suggestions`, or the person at the terminal.
 *
 * @throws UsageError when there is no terminal to ask at.
 */
export function createChooser(
  { fixSuggestions, interactive }: LintOptions,
  root: string,
): { readonly choose: Chooser; end(): void } | null {
  if (!interactive) return fixSuggestions ? { choose: chooseAll, end: () => {} } : null;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError('--interactive asks at a terminal, and there is none', '--fix-suggestions asks nothing');
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The end of the input, Ctrl-D or Ctrl-C, ends the questions; what was taken before stays.
  const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
  const ask = (shown: string): Promise<string | null> => Promise.race([lines.question(shown), closed]);
  return { choose: createAsker(ask, root, hasColors(process.stderr)), end: () => lines.close() };
}
