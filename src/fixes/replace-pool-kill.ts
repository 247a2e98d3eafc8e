import { unwrap } from '../ast/predicates.ts';
import type { SourceCode, TSESLint, TSESTree } from '../ast/types.ts';
import type { PoolRow } from '../knowledge/types.ts';

export interface PoolEdit {
  /** The new call, for the suggestion's text. */
  readonly text: string;
  /** Does the new call alone let every running task finish? */
  readonly isSafe: boolean;
  readonly fix: TSESLint.ReportFixFunction;
}

/** A pool's kill -> its graceful call, as its table row says; null when it has none or a comment would be lost. */
export function replacePoolKill(code: SourceCode, call: TSESTree.CallExpression, row: PoolRow): PoolEdit | null {
  const callee = unwrap(call.callee);
  if (row.graceful === null || callee.type !== 'MemberExpression' || code.getCommentsInside(call).length > 0) return null;
  const pool = code.getText(callee.object);
  const dot = callee.optional ? '?.' : '.';
  const end = `${pool}${dot}${row.graceful}`;
  const text = row.drain ? `${pool}${dot}${row.drain}.then(() => ${end})` : end;
  return { text, isSafe: row.drainFirst !== true || row.drain !== undefined, fix: (fixer) => fixer.replaceText(call, text) };
}
