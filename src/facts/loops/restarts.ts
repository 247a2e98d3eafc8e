import { MICROTASK_QUEUE, ONE_SHOT_TIMER } from '../../knowledge/timers.ts';
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
import { findNamedFunction } from '../../semantics/functions.ts';
import { getUses } from '../../semantics/function-uses.ts';

/** A call by which a function starts itself again. */
export interface Restart {
  readonly fn: FunctionNode;
  /** A call of itself; the callback of a timer or microtask; that of a promise's `.then()`. */
  readonly by: 'call' | 'timer' | 'promise';
  /** The place that names the function: `tick` of `setTimeout(() => tick(), ms)`. */
  readonly use: Node;
}

/** The restart that a call is: `tick()`, `setTimeout(tick, ms)`, `wait().then(() => tick())`; null for any other call. */
export function findRestart(file: SourceFile, call: TSESTree.CallExpression): Restart | null {
  const callee = unwrap(call.callee);
  const by = findScheduler(file, callee);
  if (by === null) {
    const fn = findEnclosingFunction(call);
    return fn && findFunctionName(fn) !== null && isOwnUse(file, fn, callee) ? { fn, by: 'call', use: callee } : null;
  }
  const callback = call.arguments[0] && unwrap(call.arguments[0]);
  if (!callback) return null;
  const fn = findNamedFunction(call);
  const use = fn && listUsesIn(file, callback).find((place) => isOwnUse(file, fn, place));
  return fn && use ? { fn, by, use } : null;
}

function findScheduler(file: SourceFile, callee: Node): 'timer' | 'promise' | null {
  const key = findOriginKey(file, callee) ?? '';
  if (ONE_SHOT_TIMER.has(key) || MICROTASK_QUEUE.has(key)) return 'timer';
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  return method === 'then' || method === 'finally' ? 'promise' : null;
}

/** What a callback calls; a name is called by whoever it is given to. */
function listUsesIn(file: SourceFile, callback: Node): Node[] {
  if (!isFunction(callback)) return [callback];
  return [...walk(file.code, callback.body, isFunction)].flatMap((node) =>
    node.type === 'CallExpression' ? [unwrap(node.callee)] : [],
  );
}

/** `poll` and `this.poll` name the function; `queue.poll` is another's. */
function isOwnUse(file: SourceFile, fn: FunctionNode, place: Node): boolean {
  const isOwn = place.type !== 'MemberExpression' || place.object.type === 'ThisExpression';
  return isOwn && getUses(file, fn).includes(place);
}
