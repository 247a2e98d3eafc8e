import type { SourceFile } from '../source/source-file.ts';
import type { TSESLint, TSESTree } from '../source/types.ts';
import { insertFirst } from './leave-on-abort.ts';

/** `queue.unshift(task);` in front of what leaves with the task. */
export function putBack({ code }: SourceFile, branch: TSESTree.Statement, call: string): TSESLint.ReportFixFunction {
  if (branch.type === 'BlockStatement') return (fixer) => insertFirst(code, fixer, branch, `${call};`);
  return (fixer) => [fixer.insertTextBefore(branch, `{ ${call}; `), fixer.insertTextAfter(branch, ' }')];
}
