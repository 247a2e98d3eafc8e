import { getFlowAround } from '../../flow/index.ts';
import { findRestart } from '../../facts/loops/restarts.ts';
import { saysErrorOfAbort } from '../../facts/signals/live-signal.ts';
import { isSignal } from '../../facts/signals/signal-value.ts';
import { signalOptions } from '../../knowledge/signals.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getPropertyName,
  getRoot,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** Restarts in the `catch` of work with a signal to which only an abort leads: `if (error.name !== 'AbortError') throw error;` */
export const listInvertedTests = oncePerFile((file): readonly TSESTree.CallExpression[] =>
  getNodes(file.code, 'CatchClause').flatMap((handler) => {
    const calls = [...walk(file.code, handler.body, isFunction)].filter(
      (node): node is TSESTree.CallExpression => node.type === 'CallExpression' && findRestart(file, node) !== null,
    );
    return calls.length > 0 && takesSignal(file, handler.parent.block)
      ? calls.filter((call) => isForAbortOnly(file, handler, call))
      : [];
  }),
);

function isForAbortOnly(file: SourceFile, handler: TSESTree.CatchClause, call: Node): boolean {
  const flow = getFlowAround(file, call);
  const hasSeen = (condition: Node, holds: boolean): boolean => saysErrorOfAbort(file, condition, holds);
  // The abort of a time limit, where the caller's signal has not fired.
  const isLive = (condition: Node, holds: boolean): boolean => !holds && isAborted(unwrap(condition));
  return flow.isReachable(call) && !flow.hasPath(handler, call, [], hasSeen) && flow.hasPath(handler, call, [], isLive);
}

function isAborted(condition: Node): boolean {
  return condition.type === 'MemberExpression' && getPropertyName(condition) === 'aborted';
}

/**
 * Is a call of the block given a signal that somebody else aborts? One that the function aborts by a timer is a time limit,
 * behind which it may well try again.
 */
function takesSignal(file: SourceFile, block: Node): boolean {
  const fn = findEnclosingFunction(block);
  const abortsItself = [...walk(file.code, fn?.body ?? block)].some(
    (node) =>
      node.type === 'MemberExpression' && (getPropertyName(node) === 'abort' || getPropertyName(node) === 'timeout'),
  );
  if (abortsItself) return false;
  return [...walk(file.code, block, isFunction)].some((node) => {
    if (node.type === 'Property')
      return signalOptions.has(getPropertyName(node) ?? '') && isOthers(file, node.value, fn);
    return node.type === 'CallExpression' && node.arguments.some((argument) => isOthers(file, argument, fn));
  });
}

/** A signal whose name, or that of its controller, comes from outside of the function or is handed to it. */
function isOthers(file: SourceFile, signal: Node, fn: Node | null): boolean {
  if (!isSignal(file, signal)) return false;
  const root = getRoot(signal);
  if (root.type !== 'Identifier') return root.type === 'ThisExpression';
  const definition = findVariable(file, root)?.defs[0];
  return !!definition && (definition.type === 'Parameter' || !fn || !isInside(definition.name, fn));
}
