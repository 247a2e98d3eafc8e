import { walk } from '../../source/node-index.ts';
import { getOuter, getPropertyName, getStaticString, isFunction, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { isAbortCheck } from './abort-plan.ts';
import { findSignalText, isControllerOf, isSameSignal, isWaitForAbort } from './same-signal.ts';

/**
 * How it is known that a signal has fired where a call gets it. `surely`: an abort listener, a branch for it, or behind
 * the abort itself. `finally` and `catch`: when the stop is why control is there, as the work before it got the signal.
 */
export type Fired = 'surely' | 'finally' | 'catch';

export function findFired(file: SourceFile, call: Node, signal: Node): Fired | null {
  if (isBehindAbort(file, call, signal)) return 'surely';
  for (let node = call; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'IfStatement' && parent.test !== node) {
      const answer = findInTest(file, parent.test, signal);
      if (answer !== null) return (answer === 'aborted') === (parent.consequent === node) ? 'surely' : null;
    }
    if (
      parent.type === 'BlockStatement' &&
      parent.body.some((statement) => isLoopUntilAbort(file, statement, node, signal))
    )
      return 'surely';
    if (parent.type === 'TryStatement' && parent.finalizer === node)
      return uses(file, parent.block, signal) ? 'finally' : null;
    if (parent.type === 'CatchClause' && parent.body === node)
      return uses(file, parent.parent.block, signal) && !isBehindCheck(file, parent, call) ? 'catch' : null;
    if (isFunction(node)) return findInCallback(file, node, signal);
  }
  return null;
}

/** Is there no way to the call but over `controller.abort()` or `await once(signal, 'abort')`? */
function isBehindAbort(file: SourceFile, call: Node, signal: Node): boolean {
  return isBehind(file, call, (node) => {
    if (isWaitForAbort(file, node, signal)) return true;
    const controller = findAborted(node);
    return controller !== null && isControllerOf(file, controller, signal);
  });
}

/** Is there no way to the call but over the abort of the signal that the code writes as `text`? */
export function isBehindAbortOf(file: SourceFile, call: Node, text: string): boolean {
  return isBehind(file, call, (node) => {
    const controller = findAborted(node);
    return controller !== null && `${findSignalText(file, controller)}.signal` === text;
  });
}

function isBehind(file: SourceFile, call: Node, fires: (node: Node) => boolean): boolean {
  const flow = getFlowAround(file, call);
  return flow.isReachable(call) && !flow.hasPath('entry', call, fires);
}

/** Does every way through the catch look for an abort first, as `if (signal.aborted) return;` does? */
function isBehindCheck(file: SourceFile, handler: TSESTree.CatchClause, call: Node): boolean {
  return !getFlowAround(file, call).hasPath(handler, call, (node) => isAbortCheck(file, node));
}

/** `controller` in `controller.abort()`. */
function findAborted(node: Node): Node | null {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  return callee?.type === 'MemberExpression' && getPropertyName(callee) === 'abort' ? callee.object : null;
}

/** What the test says of the signal when it holds: `signal.aborted`, `!signal.aborted`; null when it says nothing. */
function findInTest(file: SourceFile, test: Node, signal: Node): 'aborted' | 'not' | null {
  for (const node of walk(file.code, test, isFunction)) {
    if (
      node.type !== 'MemberExpression' ||
      getPropertyName(node) !== 'aborted' ||
      !isSameSignal(file, node.object, signal)
    )
      continue;
    return getOuter(node).parent?.type === 'UnaryExpression' ? 'not' : 'aborted';
  }
  return null;
}

/** `while (!signal.aborted) { … }` without a `break`: behind it the signal has fired. */
function isLoopUntilAbort(file: SourceFile, statement: Node, at: Node, signal: Node): boolean {
  if (statement.type !== 'WhileStatement' || statement.range[1] > at.range[0]) return false;
  const test = unwrap(statement.test);
  const isUntil = test.type === 'UnaryExpression' && test.operator === '!' && findInTest(file, test, signal) === 'not';
  return isUntil && ![...walk(file.code, statement.body, isFunction)].some(({ type }) => type === 'BreakStatement');
}

/** Does the work get the signal, or look at it, so that a stop ends it? */
function uses(file: SourceFile, work: Node, signal: Node): boolean {
  return [...walk(file.code, work, isFunction)].some((node) => {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
    return isSameSignal(file, node, signal);
  });
}

/** An abort listener of the same signal, or the callback of a `.finally()` behind work that gets it. */
function findInCallback(file: SourceFile, fn: FunctionNode, signal: Node): Fired | null {
  const role = findRole(file, fn);
  const call = fn.parent;
  if (role === 'abort') return listensTo(file, fn, signal) ? 'surely' : null;
  if (role !== 'finally' || call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  return uses(file, call.callee.object, signal) ? 'finally' : null;
}

function listensTo(file: SourceFile, fn: FunctionNode, signal: Node): boolean {
  const { parent } = fn;
  if (parent.type === 'AssignmentExpression')
    return parent.left.type === 'MemberExpression' && isSameSignal(file, parent.left.object, signal);
  if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  return getStaticString(parent.arguments[0]) === 'abort' && isSameSignal(file, parent.callee.object, signal);
}
