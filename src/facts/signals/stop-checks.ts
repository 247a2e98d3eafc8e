import { findInitialValue } from '../../semantics/definitions.ts';
import { findEnclosingFunction, getPropertyName, isInside, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findVariable } from '../../semantics/functions.ts';
import { findSwallowingCatch } from './abort-plan.ts';
import { isSignalCheck, takesSignal } from './signals.ts';

/** A call that rejects or throws when the signal fires, with nothing in the loop that eats it; or a look at the flag. */
export function endsOnStop(file: SourceFile, node: Node, round: Node): boolean {
  if (!isStopCheck(file, node)) return false;
  const handler = findSwallowingCatch(file, node);
  return handler === null || !isInside(handler, round);
}

function isStopCheck(file: SourceFile, node: Node): boolean {
  switch (node.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return node.argument !== null && node.argument !== undefined && holdsSignal(file, node.argument);
    case 'ForOfStatement':
      return node.await && holdsSignal(file, node.right);
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      return callee.type === 'MemberExpression' && isSignalCheck(callee);
    }
    default:
      return false;
  }
}

/** Is, or waits, the expression for a call that takes a signal, with nothing that eats its rejection? */
function holdsSignal(file: SourceFile, expression: Node, depth = 0): boolean {
  const value = unwrap(expression);
  if (depth > 8) return false;
  if (value.type === 'Identifier') {
    const init = getConstant(file, value);
    return init?.type === 'CallExpression' && holdsSignal(file, init, depth + 1);
  }
  if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
  if (takesSignal(file, value)) return true;
  const callee = unwrap(value.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type === 'MemberExpression' && method !== 'catch' && !(method === 'then' && value.arguments.length > 1)) {
    if (holdsSignal(file, callee.object, depth + 1)) return true;
  }
  const isOfPromises =
    callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise';
  const list = value.arguments[0];
  return (
    isOfPromises &&
    list?.type === 'ArrayExpression' &&
    list.elements.some((part) => part !== null && holdsSignal(file, part, depth + 1))
  );
}

function getConstant(file: SourceFile, id: TSESTree.Identifier): Node | null {
  const value = findInitialValue(findVariable(file, id)?.defs[0]);
  return value && unwrap(value);
}

/** A return type of `never` says: endless on purpose. */
export function saysNever(file: SourceFile, node: Node): boolean {
  const type = findEnclosingFunction(node)?.returnType;
  return type !== undefined && /\bnever\b/.test(file.code.getText(type));
}
