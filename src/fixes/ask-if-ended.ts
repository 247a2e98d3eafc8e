import { getOuter, unwrap } from '../source/predicates.ts';
import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';

/**
 * `!child.killed` becomes a look at how the child ended, and `child.killed` its opposite. Null where the child may be
 * missing (`child?.killed`), where naming it twice would do something twice, and where a comment would be lost.
 */
export function askIfEnded(code: SourceCode, member: TSESTree.MemberExpression): TSESLint.ReportFixFunction | null {
  const outer = getOuter(member);
  if (member.optional || outer !== member || !isPlain(member.object)) return null;
  const { parent } = member;
  const isNegated = parent.type === 'UnaryExpression' && parent.operator === '!';
  const place = isNegated ? parent : member;
  if (code.getCommentsInside(place).length > 0) return null;
  const child = code.getText(member.object);
  const [sign, joint] = isNegated ? ['===', '&&'] : ['!==', '||'];
  const text = `${child}.exitCode ${sign} null ${joint} ${child}.signalCode ${sign} null`;
  const isWhole = place.parent?.type === 'IfStatement' && place.parent.test === place;
  const isJoined = place.parent?.type === 'LogicalExpression' && place.parent.operator === joint;
  return (fixer) => fixer.replaceText(place, isWhole || isJoined ? text : `(${text})`);
}

/** A name or a path of names, `this` too. */
function isPlain(node: TSESTree.Expression): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier' || inner.type === 'ThisExpression') return true;
  return inner.type === 'MemberExpression' && !inner.computed && !inner.optional && isPlain(inner.object);
}
