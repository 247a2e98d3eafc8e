import { walk } from '../../source/node-index.ts';
import { getStaticString, isFunction, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { isAbortCheck } from './abort-plan.ts';
import { isFiredWithin, isSeenLive, type SignalName } from './live-signal.ts';
import { isSameSignal } from './same-signal.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * How it is known that a signal has fired where a call gets it. `surely`: an abort listener, a branch for it, or behind
 * the abort itself. `finally` and `catch`: when the stop is why control is there, as the work before it got the signal.
 */
export type Fired = 'surely' | 'finally' | 'catch';

export function findFired(file: SourceFile, call: Node, signal: Node): Fired | null {
  const name = toName(file, signal);
  if (isFiredWithin(file, call, name)) return 'surely';
  for (let node = call; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'TryStatement' && parent.finalizer === node)
      return uses(file, parent.block, signal) && !isSeenLive(file, node, call, name) ? 'finally' : null;
    if (parent.type === 'CatchClause' && parent.body === node) {
      if (!uses(file, parent.parent.block, signal) || isBehindCheck(file, parent, call)) return null;
      return isSeenLive(file, parent, call, name) ? null : 'catch';
    }
    if (isFunction(node)) return findInCallback(file, node, signal);
  }
  return null;
}

function toName(file: SourceFile, signal: Node): SignalName {
  const value = unwrap(signal);
  const name = value.type === 'Identifier' ? findVariable(file, value)?.defs[0]?.name : null;
  return { text: file.code.getText(value), definition: (name as Node | null | undefined) ?? value };
}

/** Does every way through the catch look for an abort first, as `if (signal.aborted) return;` does? */
function isBehindCheck(file: SourceFile, handler: TSESTree.CatchClause, call: Node): boolean {
  return !getFlowAround(file, call).hasPath(handler, call, (node) => isAbortCheck(file, node));
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
