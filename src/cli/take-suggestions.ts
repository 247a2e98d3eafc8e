import type { ESLint, Linter } from 'eslint';
import type { Edit } from '../formatters/index.ts';
import { editText } from './edit-text.ts';

/** Lints a text as if it were the file's; null where that file is ignored. */
export type LintText = (text: string, file: string) => Promise<ESLint.LintResult | null>;

/** The suggestions to take now, of the findings of one text; none when its file is done. */
export type Chooser = (result: ESLint.LintResult, text: string) => Promise<readonly Edit[]> | readonly Edit[];

export interface Taken {
  /** What is left; `output` is the new text, where it is new. */
  readonly result: ESLint.LintResult;
  readonly taken: number;
}

/** Texts of one file, and what they may grow to, in characters: far more than any file needs. */
const MOST_TEXTS = 100;
const getLargest = (text: string): number => 2 * text.length + 10_000;

/**
 * Takes suggestions until none is chosen any more. What was chosen for one text is made, and the new text is linted. A
 * text that was there before would lead round in a circle, and one that does not parse is no cure: both are given back.
 */
export async function takeSuggestions(
  before: ESLint.LintResult,
  text: string,
  lint: LintText,
  choose: Chooser,
): Promise<Taken> {
  const seen = new Set([text]);
  let [result, now, taken] = [before, text, 0];
  while (seen.size < MOST_TEXTS) {
    const { text: wanted, made } = editText(now, await choose(result, now));
    if (made.length === 0) break;
    const linted = await lint(wanted, result.filePath);
    const next = linted?.output ?? wanted;
    if (linted === null || seen.has(next) || linted.fatalErrorCount > 0 || next.length > getLargest(text)) break;
    seen.add(next);
    [result, now, taken] = [linted, next, taken + made.length];
  }
  return { result: now === text ? before : { ...result, output: now }, taken };
}

/** All that need no choice: the only suggestion of a finding that has no fix. */
export function chooseAll({ messages }: ESLint.LintResult): readonly Edit[] {
  return messages.flatMap((message) => {
    const [only, ...others] = listSuggestions(message);
    return only === undefined || others.length > 0 || message.fix ? [] : [only.fix];
  });
}

export function listSuggestions({ suggestions }: Linter.LintMessage): readonly Linter.LintSuggestion[] {
  return suggestions ?? [];
}
