import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';

/**
 * Takes a `postMessage()` out: with its statement where it is one, else its value, which is `undefined`, stays. Null
 * where a comment would be lost.
 */
export function removeRequest(code: SourceCode, call: TSESTree.CallExpression): TSESLint.ReportFixFunction | null {
  const whole: Node = call.parent.type === 'ChainExpression' ? call.parent : call;
  const { parent } = whole;
  if (!parent || code.getCommentsInside(parent.type === 'ExpressionStatement' ? parent : whole).length > 0) return null;
  if (parent.type === 'ArrowFunctionExpression' && parent.body === whole)
    return (fixer) => fixer.replaceText(whole, '{}');
  if (parent.type !== 'ExpressionStatement') return (fixer) => fixer.replaceText(whole, 'undefined');
  const isOfMany =
    parent.parent.type === 'BlockStatement' || parent.parent.type === 'Program' || parent.parent.type === 'SwitchCase';
  return (fixer) => (isOfMany ? fixer.remove(parent) : fixer.replaceText(parent, '{}'));
}
