import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getOuter,
  getPropertyName,
  isFunction,
  isInside,
} from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { isInKillFunction, isInStopPath } from '../../facts/ends/life-cycle.ts';
import { isSignalCheck } from '../../facts/signals/signals.ts';

/** Work that a stop must not end: what is left to do when the stop has come, or what nobody wants to lose. */
export function isLastWork(file: SourceFile, call: TSESTree.CallExpression): boolean {
  return (
    isInStopPath(file, call) ||
    isInKillFunction(call) ||
    isAfterStop(file, call) ||
    isBookkeeping(file, call) ||
    sharesResult(call)
  );
}

/** In `finally`, `catch`, an abort listener, a branch for an aborted signal, or behind a loop that a stop ends. */
function isAfterStop(file: SourceFile, call: Node): boolean {
  for (let node: Node = call; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'TryStatement' && parent.finalizer === node) return true;
    if (parent.type === 'CatchClause' && parent.body === node) return true;
    if (parent.type === 'IfStatement' && parent.consequent === node && asksForStop(file, parent.test, true))
      return true;
    if (parent.type === 'BlockStatement' && isBehindStoppedLoop(file, parent.body, node)) return true;
    if (!isFunction(node)) continue;
    const role = findRole(file, node);
    if (
      role === 'abort' ||
      role === 'catch' ||
      role === 'finally' ||
      role === 'exit-hook' ||
      role === 'unmount' ||
      role === 'finalizer'
    )
      return true;
  }
  return false;
}

function isBehindStoppedLoop(file: SourceFile, statements: readonly Node[], at: Node): boolean {
  return statements.some(
    (statement) =>
      statement.range[1] <= at.range[0] &&
      (statement.type === 'WhileStatement' ||
        statement.type === 'DoWhileStatement' ||
        (statement.type === 'ForStatement' && statement.test !== null)) &&
      asksForStop(file, statement.test as Node, false),
  );
}

/** Does the test look at the signal; with `isTrue`, so that it holds when the signal is aborted? */
function asksForStop(file: SourceFile, test: Node, isTrue: boolean): boolean {
  return [...walk(file.code, test, isFunction)].some(
    (node) => isSignalCheck(node) && !(isTrue && getOuter(node).parent?.type === 'UnaryExpression'),
  );
}

const BOOKKEEPING =
  /telemetry|analytics|metrics?|beacon|\blogs?\b|log(?:ger|Event)|track|audit|report|feedback|heartbeat|notif|cancel|abort|\bstop|release|unlock|rollback|revoke|\back\b|cleanup|clean-up|refresh_?token|token_?refresh|oauth/i;

/** Telemetry, logs, and requests that end something at the other side: short, and wanted after a stop too. */
function isBookkeeping({ code }: SourceFile, call: TSESTree.CallExpression): boolean {
  const [first] = call.arguments;
  if (first && BOOKKEEPING.test(code.getText(first.type === 'ObjectExpression' ? call.callee : first))) return true;
  if (/keepalive\s*:\s*(?:true|!0)/.test(code.getText(call))) return true;
  for (let fn = findEnclosingFunction(call); fn; fn = findEnclosingFunction(fn)) {
    const name = findFunctionName(fn);
    if (name !== null) return BOOKKEEPING.test(name);
  }
  return false;
}

/** A promise that is put away for other callers: `cache.set(key, fetch(…))`, `this.loading ??= load()`. */
function sharesResult(call: Node): boolean {
  for (let node = call; node.parent && !isFunction(node.parent); node = node.parent) {
    const { parent } = node;
    if (parent.type === 'AwaitExpression') return false;
    if (parent.type === 'AssignmentExpression' && isInside(call, parent.right)) return true;
    if (
      parent.type === 'CallExpression' &&
      parent.callee.type === 'MemberExpression' &&
      getPropertyName(parent.callee) === 'set'
    )
      return true;
  }
  return false;
}
