import { getPropertyName, getRoot, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import { walk } from '../../source/node-index.ts';
import type { LoopNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findVariable } from '../../source/variables.ts';
import { COLLECTS } from '../../knowledge/failure-words.ts';

/**
 * Does the `catch` write the failure down for code behind the loop: `errors.push(error)`, `state.status = FAILED`? What leaves
 * the loop first lets the stop pass for a success there.
 */
export function keepsOutcome(
  file: SourceFile,
  { node: handler, loop }: { readonly node: TSESTree.CatchClause; readonly loop: LoopNode },
): boolean {
  return [...walk(file.code, handler.body, isFunction)].some((part) => {
    const root = findWritten(part);
    const variable = root?.type === 'Identifier' ? findVariable(file, root) : null;
    return (
      variable?.defs.every(({ name }) => !isInside(name, loop)) === true &&
      variable.references.some(({ identifier }) => identifier.range[0] > loop.range[1])
    );
  });
}

function findWritten(part: Node): Node | null {
  if (part.type === 'AssignmentExpression') return getRoot(part.left);
  const callee = part.type === 'CallExpression' ? unwrap(part.callee) : null;
  if (callee?.type !== 'MemberExpression' || !COLLECTS.has(getPropertyName(callee) ?? '')) return null;
  return getRoot(callee.object);
}
