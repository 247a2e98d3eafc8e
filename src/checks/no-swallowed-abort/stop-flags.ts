import { getNodes, walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, getPropertyName, isFunction } from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { findRole } from '../../semantics/callback-role.ts';

/**
 * Names of variables and fields that are set together with the abort: in a function that calls `.abort()`, or in a
 * listener for it. `stop() { this.stopping = true; this.controller.abort(); }`: a look at the flag is one at the signal.
 */
const getStopFlags = oncePerFile((file): ReadonlySet<string> => {
  const setters = new Set<FunctionNode>();
  for (const call of getNodes(file.code, 'CallExpression')) {
    const isAbort = call.callee.type === 'MemberExpression' && getPropertyName(call.callee) === 'abort';
    const fn = isAbort ? findEnclosingFunction(call) : null;
    if (fn) setters.add(fn);
    for (const argument of call.arguments)
      if (isFunction(argument) && findRole(file, argument) === 'abort') setters.add(argument);
  }
  const flags = new Set<string>();
  for (const fn of setters) {
    for (const node of walk(file.code, fn.body)) {
      const name = node.type === 'AssignmentExpression' ? getLastName(node.left) : null;
      if (name !== null) flags.add(name);
    }
  }
  return flags;
});

/** Is the node a read of such a flag? */
export function isStopFlag(file: SourceFile, node: Node): boolean {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  const isWritten = node.parent?.type === 'AssignmentExpression' && node.parent.left === node;
  return !isWritten && getStopFlags(file).has(getLastName(node) ?? '');
}
