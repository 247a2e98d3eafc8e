import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getPropertyName,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getFlow } from '../../flow/index.ts';
import { getUses } from '../../semantics/functions.ts';
import { endsOnStop, saysNever } from '../signals/stop-checks.ts';

const TIMERS: ReadonlySet<string> = new Set([
  '#setTimeout',
  '#setImmediate',
  '#queueMicrotask',
  '#process.nextTick',
  'timers#setTimeout',
  'timers#setImmediate',
]);

/** The function that a call makes start again, on every way through it; null where there is a guard, a limit or a check. */
export function findRescheduled(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | null {
  const fn = findStarter(file, call) ?? findRecursion(file, call);
  if (!fn || hasLimit(fn) || saysNever(file, fn.body) || !isEveryRound(file, fn, call)) return null;
  return [...walk(file.code, fn.body, isFunction)].some((node) => endsOnStop(file, node, fn)) ? null : fn;
}

/** `return loop()` or `await loop()` in the async function `loop`. */
function findRecursion(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | null {
  const fn = findEnclosingFunction(call);
  const { parent } = call;
  const isLast =
    parent.type === 'ReturnStatement' || parent.type === 'AwaitExpression' || parent.type === 'ExpressionStatement';
  if (!fn?.async || fn.generator || !isLast || findFunctionName(fn) === null) return null;
  const callee = unwrap(call.callee);
  const isThis =
    callee.type === 'Identifier' || (callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression');
  return isThis && getUses(file, fn).includes(callee) ? fn : null;
}

/** The function that this call runs again, when the call is inside it and its handle is thrown away. */
function findStarter(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | null {
  const isTimer = TIMERS.has(findOriginKey(file, call.callee) ?? '');
  if (isTimer && call.parent.type !== 'ExpressionStatement' && call.parent.type !== 'ArrowFunctionExpression')
    return null;
  const callee = unwrap(call.callee);
  const isThen = callee.type === 'MemberExpression' && /^(?:then|finally)$/.test(getPropertyName(callee) ?? '');
  if (!isTimer && !isThen) return null;
  const callback = call.arguments[0];
  if (!callback) return null;
  return findOwner(file, isFunction(callback) ? (getSelfCall(file, callback) ?? callback) : callback);
}

/** `() => tick()` runs `tick`. */
function getSelfCall(file: SourceFile, callback: FunctionNode): Node | null {
  const calls = [...walk(file.code, callback.body, isFunction)].filter((node) => node.type === 'CallExpression');
  return calls.length === 1 ? (calls[0] as TSESTree.CallExpression).callee : null;
}

/** The function around the place that the place names. */
function findOwner(file: SourceFile, place: Node): FunctionNode | null {
  for (let fn = findEnclosingFunction(place); fn; fn = findEnclosingFunction(fn)) {
    if (findFunctionName(fn) === null) continue;
    const isThis = place.type !== 'MemberExpression' || place.object.type === 'ThisExpression';
    return isThis && getUses(file, fn).includes(place) ? fn : null;
  }
  return null;
}

/** Does every run of the function come to the call, with no early way out? */
function isEveryRound(file: SourceFile, fn: FunctionNode, call: Node): boolean {
  let anchor: Node = call;
  for (let around = findEnclosingFunction(anchor); around && around !== fn; around = findEnclosingFunction(anchor)) {
    if (getFlow(file, around).hasPath('entry', 'end', [anchor])) return false;
    anchor = around;
  }
  const flow = getFlow(file, fn);
  return !flow.hasPath('entry', 'end', [anchor]) && !flow.hasPath('entry', 'throw', [anchor]);
}

/** A parameter that counts the rounds: `poll(attempts - 1)`. */
function hasLimit(fn: FunctionNode): boolean {
  return fn.params.length > 0;
}
