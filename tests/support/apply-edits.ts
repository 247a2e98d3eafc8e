import type { SourceCode, TSESLint, TSESTree } from '../../src/source/types.ts';

type Edits = (
  fixer: TSESLint.RuleFixer,
) => TSESLint.RuleFix | readonly TSESLint.RuleFix[] | Iterable<TSESLint.RuleFix> | null;

/**
 * The text after the edits of one fix, as ESLint merges them.
 *
 * @throws Error when two of them overlap, or when there is no fix.
 */
export function applyEdits(code: SourceCode, edits: Edits | null): string {
  if (!edits) throw new Error('there is no fix');
  const made = edits(FIXER) ?? [];
  const fixes = Symbol.iterator in made ? [...made] : [made];
  fixes.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  let text = '';
  let last = 0;
  for (const { range, text: replacement } of fixes) {
    if (range[0] < last) throw new Error(`two edits overlap at ${range[0]}`);
    text += code.text.slice(last, range[0]) + replacement;
    last = range[1];
  }
  return text + code.text.slice(last);
}

type Place = TSESTree.Node | TSESTree.Token | TSESTree.Comment;
type Range = readonly [number, number];

const replace = ([start, end]: Range, text: string): TSESLint.RuleFix => ({ range: [start, end], text });

const FIXER = {
  insertTextAfter: ({ range }: Place, text: string) => replace([range[1], range[1]], text),
  insertTextAfterRange: (range: Range, text: string) => replace([range[1], range[1]], text),
  insertTextBefore: ({ range }: Place, text: string) => replace([range[0], range[0]], text),
  insertTextBeforeRange: (range: Range, text: string) => replace([range[0], range[0]], text),
  remove: ({ range }: Place) => replace(range, ''),
  removeRange: (range: Range) => replace(range, ''),
  replaceText: ({ range }: Place, text: string) => replace(range, text),
  replaceTextRange: replace,
};
