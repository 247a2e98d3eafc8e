import type { SourceCode, TSESLint, TSESTree } from '../ast/types.ts';
import type { SignalSource } from './stop-source.ts';

/** `if (signal.aborted) break;` as the first statement of a catch that would eat the abort: else the loop spins (facts 5b). */
export function leaveOnAbort(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  handler: TSESTree.CatchClause,
  { text, isOptional }: Pick<SignalSource, 'text' | 'isOptional'>,
): TSESLint.RuleFix {
  const check = `if (${text}${isOptional ? '?.' : '.'}aborted) break;`;
  const open = code.getFirstToken(handler.body) as TSESTree.Token;
  const [first] = handler.body.body;
  if (!first) return fixer.insertTextAfter(open, ` ${check} `);
  const indent = first.loc.start.line === open.loc.start.line ? ' ' : `\n${' '.repeat(first.loc.start.column)}`;
  return fixer.insertTextAfter(open, `${indent}${check}`);
}
