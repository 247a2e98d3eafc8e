import type { AbortListener } from '../../facts/signals/abort-listeners.ts';
import { getFlow } from '../../flow/index.ts';
import { findFunctionVariable } from '../../semantics/function-uses.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, getOuter, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** Is there no way from the listener to an end of the call, by an error too, that meets no removal? */
export function isRemovedOnEveryEnd(
  file: SourceFile,
  { node }: AbortListener,
  fn: FunctionNode,
  removals: readonly Node[],
): boolean {
  const direct = removals.flatMap((removal) => getDirect(file, removal, fn));
  if (direct.length === 0 || findEnclosingFunction(node) !== fn) return true;
  const flow = getFlow(file, fn);
  const removes = new Set<Node>(direct.flatMap((removal) => getRemovingPlaces(removal, fn)));
  if (flow.hasPath(node, 'end', removes) || flow.hasPath(node, 'throw', removes)) return false;
  return ![...walk(file.code, fn.body, isFunction)].some(
    (wait) =>
      mayLeave(file, wait) &&
      flow.hasPath(node, wait, removes) &&
      !isGuarded(file, wait, fn, direct, wait.type === 'YieldExpression'),
  );
}

/** An `await` may fail, and whoever reads a generator may stop at a `yield`. */
function mayLeave(file: SourceFile, node: Node): boolean {
  return (
    node.type === 'YieldExpression' || (node.type === 'AwaitExpression' && !neverFails(file, unwrap(node.argument)))
  );
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`: nothing rejects it. */
function neverFails(file: SourceFile, promise: Node): boolean {
  const executor = promise.type === 'NewExpression' ? promise.arguments[0] : null;
  if (promise.type !== 'NewExpression' || getLastName(promise.callee) !== 'Promise' || !isFunction(executor))
    return false;
  const [, reject] = executor.params;
  return !reject || (reject.type === 'Identifier' && findVariable(file, reject)?.references.length === 0);
}

/** The removal itself, or the calls of the function that has it; empty where it is run by somebody else. */
function getDirect(file: SourceFile, removal: Node, fn: FunctionNode): Node[] {
  const around = findEnclosingFunction(removal);
  if (around === fn) return [removal];
  const variable = around && findFunctionVariable(file, around);
  const uses = variable?.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier) ?? [];
  const calls = uses.flatMap((use) =>
    use.parent.type === 'CallExpression' && use.parent.callee === use && findEnclosingFunction(use) === fn
      ? [use.parent]
      : [],
  );
  return calls.length === uses.length ? calls : [];
}

/**
 * The removal with what stands around it: `if (listening)`, and the `finally` that it is in, in which no call before it is
 * taken to fail.
 */
function getRemovingPlaces(removal: Node, fn: FunctionNode): Node[] {
  const places = [removal, getOuter(removal)];
  for (let node = removal; node.parent && node.parent !== fn; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'IfStatement' && parent.consequent === node) places.push(parent);
    if (parent.type === 'TryStatement' && parent.finalizer === node) places.push(node);
  }
  return places;
}

/** Does a `finally` around the wait take the listener off, or, where it is left by an error, a `catch`? */
function isGuarded(
  file: SourceFile,
  wait: Node,
  fn: FunctionNode,
  removals: readonly Node[],
  isReturn: boolean,
): boolean {
  for (let node: Node = wait; node !== fn && node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type !== 'TryStatement' || parent.finalizer === node) continue;
    const places = parent.block === node && !isReturn ? [parent.handler, parent.finalizer] : [parent.finalizer];
    if (places.some((place) => place && removals.some((removal) => isInside(removal, place)))) return true;
    // A `catch` that goes on leads to whatever stands behind it.
    if (
      parent.block === node &&
      !isReturn &&
      parent.handler &&
      !getFlow(file, fn).hasPath(parent.handler, 'throw', new Set(removals))
    )
      return true;
  }
  return false;
}
