import { CALLS_AT_ONCE, MAKES_PROMISE } from '../../knowledge/call-now.ts';
import { getLastName, getOuter, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { FunctionNode } from '../../source/types.ts';

/** Is the function run by the expression that it is written in: a promise's executor, an IIFE, a `map` or `forEach`? */
export function isCalledAtOnce(fn: FunctionNode): boolean {
  const outer = getOuter(fn);
  const { parent } = outer;
  if (parent?.type === 'NewExpression') return MAKES_PROMISE.test(getLastName(parent.callee) ?? '');
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === outer) return true;
  const callee = unwrap(parent.callee);
  return callee.type === 'MemberExpression' && CALLS_AT_ONCE.has(getPropertyName(callee) ?? '');
}
