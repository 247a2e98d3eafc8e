import { walk } from '../../source/node-index.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findEnclosingFunction, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getFlow } from '../../flow/index.ts';
import { findRestart, type Restart } from '../../facts/loops/restarts.ts';
import { endsOnStop, saysNever } from '../../facts/signals/stop-checks.ts';

/** The function that a call makes start again, on every way through it; null where there is a guard, a limit or a check. */
export function findRescheduled(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | null {
  const restart = findRestart(file, call);
  if (!restart || !isForgotten(call, restart)) return null;
  const { fn, use } = restart;
  if (hasLimit(file, fn, use) || saysNever(file, fn.body) || !isEveryRound(file, fn, call, use)) return null;
  const callback = findEnclosingFunction(use);
  const bodies = callback && callback !== fn && isInside(callback, call) ? [fn.body, callback.body] : [fn.body];
  const isChecked = bodies.some((body) =>
    [...walk(file.code, body, isFunction)].some((node) => endsOnStop(file, node, fn)),
  );
  return isChecked ? null : fn;
}

/** Is nothing kept of the round that the call starts: no timer's handle; and, of an async function's call, no value? */
function isForgotten({ parent }: TSESTree.CallExpression, { fn, by }: Restart): boolean {
  switch (by) {
    case 'timer':
      return parent.type === 'ExpressionStatement' || parent.type === 'ArrowFunctionExpression';
    case 'promise':
      return true;
    case 'call':
      return (
        fn.async && !fn.generator && ['ReturnStatement', 'AwaitExpression', 'ExpressionStatement'].includes(parent.type)
      );
  }
}

/** Does every run of the function come to the call, with no early way out, also of the callback that the call gets? */
function isEveryRound(file: SourceFile, fn: FunctionNode, call: Node, use: Node): boolean {
  const own = use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent : null;
  let anchor: Node = own ?? call;
  for (let around = findEnclosingFunction(anchor); around && around !== fn; around = findEnclosingFunction(anchor)) {
    if (getFlow(file, around).hasPath('entry', 'end', [anchor])) return false;
    anchor = around;
  }
  const flow = getFlow(file, fn);
  return !flow.hasPath('entry', 'end', [anchor]) && !flow.hasPath('entry', 'throw', [anchor]);
}

/** A parameter that counts the rounds or says where they end: `poll(attempts - 1)`; the time of the last one is none. */
function hasLimit(file: SourceFile, fn: FunctionNode, use: Node): boolean {
  if (fn.params.length === 0) return false;
  const call = use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent : null;
  if (!call || call.arguments.length === 0) return true;
  return !call.arguments.every(
    (argument) =>
      findOriginKey(
        file,
        unwrap(argument).type === 'CallExpression' ? (unwrap(argument) as TSESTree.CallExpression).callee : argument,
      ) === '#Date.now',
  );
}
