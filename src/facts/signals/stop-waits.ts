import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { isSignalCheck, takesSignal } from './signals.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';

/** Does a call of a function of the project leave by an error when a stop was asked for; awaited, or by itself? */
export type StopsCall = (call: TSESTree.CallExpression | TSESTree.NewExpression, isAwaited: boolean) => boolean;

/** Does the node throw or reject when a stop was asked for: a wait that gets a signal, a check that throws? */
export function isStopPoint(file: SourceFile, node: Node, stops: StopsCall): boolean {
  switch (node.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return node.argument !== null && node.argument !== undefined && rejectsOnStop(file, node.argument, stops);
    case 'ForOfStatement':
      return node.await && rejectsOnStop(file, node.right, stops);
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      return (callee.type === 'MemberExpression' && isSignalCheck(callee)) || stops(node, false);
    }
    default:
      return false;
  }
}

/** Is, or waits, the expression for a call that takes a signal, with nothing that eats its rejection? */
export function rejectsOnStop(file: SourceFile, expression: Node, stops: StopsCall, depth = 0): boolean {
  const value = unwrap(expression);
  if (depth > 8) return false;
  if (value.type === 'Identifier') {
    const init = findInitialValue(findVariable(file, value)?.defs[0]);
    return init !== null && unwrap(init).type === 'CallExpression' && rejectsOnStop(file, init, stops, depth + 1);
  }
  if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
  if (takesSignal(file, value) || stops(value, true)) return true;
  const callee = unwrap(value.callee);
  if (callee.type !== 'MemberExpression') return false;
  const method = getPropertyName(callee);
  const isHandled = method === 'catch' || (method === 'then' && value.arguments.length > 1);
  if (!isHandled && rejectsOnStop(file, callee.object, stops, depth + 1)) return true;
  const list = value.arguments[0];
  const isOfPromises = callee.object.type === 'Identifier' && callee.object.name === 'Promise';
  return (
    isOfPromises &&
    list?.type === 'ArrayExpression' &&
    list.elements.some((part) => part !== null && rejectsOnStop(file, part, stops, depth + 1))
  );
}
