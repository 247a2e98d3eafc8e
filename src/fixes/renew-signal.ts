import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';

/** Another signal in the place of one that has fired: a fresh one that bounds the call. Null where a comment would be lost. */
export function renewSignal(
  code: SourceCode,
  { value, property }: { readonly value: Node; readonly property: TSESTree.Property | null },
  ms: number,
): TSESLint.ReportFixFunction | null {
  const fresh = `AbortSignal.timeout(${ms})`;
  if (code.getCommentsInside(value).length > 0) return null;
  return (fixer) =>
    property?.shorthand ? fixer.insertTextAfter(property, `: ${fresh}`) : fixer.replaceText(value, fresh);
}
