import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { findVariableAt } from '../source/variables.ts';
import { fitStyle, getIndent } from './layout.ts';

/** `process.exitCode = n; parentPort.close();` in place of `process.exit(n);`, where the port has its own name. */
export function closePort(
  code: SourceCode,
  statement: TSESTree.ExpressionStatement,
  exitCode: Node | null,
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null {
  if (findVariableAt(code, statement, 'parentPort')?.defs.length !== 1) return null;
  if (code.getCommentsInside(statement).length > 0 || statement.parent.type !== 'BlockStatement') return null;
  const end = code.getText(statement).endsWith(';') ? ';' : '';
  const mark = /parentPort!/.test(code.text) ? '!' : /parentPort\?\./.test(code.text) ? '?' : '';
  const lines = [`parentPort${mark}.close()${end}`];
  if (exitCode) lines.unshift(`process.exitCode = ${code.getText(exitCode)}${end}`);
  const text = fitStyle(code, lines.join(`\n${getIndent(code, statement)}`));
  return (fixer) => fixer.replaceText(statement, text);
}
