import { getAbortListeners, type AbortListener } from '../../facts/signals/abort-listeners.ts';
import { isAbortLook } from '../../facts/signals/abort-looks.ts';
import { getPlainText } from '../../facts/signals/same-signal.ts';
import { getSignalOrigin, isExported, isRequestLived, type SignalOrigin } from '../../facts/signals/signal-origin.ts';
import { getFlow } from '../../flow/index.ts';
import { findFunctionVariable } from '../../semantics/function-uses.ts';
import { findPatternPath } from '../../semantics/values.ts';
import { getHeadedLoops, getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findProperty,
  getLastName,
  getOuter,
  getPropertyName,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { isMadeOnce, isOfElsewhere, repeatsRace } from './own-signals.ts';
import { isRemovedOnEveryEnd } from './removal-on-ends.ts';
import { findWork, type Work } from './work-ends.ts';

/** Does the listener stay on a signal of others when the work that it is for has ended without an abort? */
export function isLeaked(file: SourceFile, listener: AbortListener): boolean {
  if (!mayStay(listener)) return false;
  const origin = getSignalOrigin(file, listener.signal);
  if (isOfElsewhere(listener, origin)) return isLeftByWork(file, listener, origin);
  if (origin.kind !== 'given' || origin.isOfController) return false;
  const around = getFunctionsAround(listener.node);
  if (around.some((fn) => isRequestLived(origin, fn) || isGivenOwn(file, fn, origin))) return false;
  if (isUntilAbort(file, listener, origin)) return false;
  const work = findWork(file, listener);
  return work !== null && !isRemoved(file, listener, work);
}

/**
 * The controller of the object or of the file: its listeners are known to be left where the code takes them off, but not
 * on every end, and where each turn of a loop adds one.
 */
function isLeftByWork(file: SourceFile, listener: AbortListener, origin: SignalOrigin): boolean {
  const work = findWork(file, listener);
  if (!work || work.kind === 'object' || isRemoved(file, listener, work)) return false;
  if (work.kind === 'promise') return repeatsRace(file, work.executor, origin);
  const handler = listener.handler && unwrap(listener.handler);
  return isMadeOnce(origin) && handler?.type === 'Identifier' && getRemovals(file, handler).length > 0;
}

/** A listener with a signal of its own, and one whose disposable is kept, has an end; options of elsewhere may have one. */
function mayStay({ kind, node, options }: AbortListener): boolean {
  if (kind === 'helper') return getOuter(node).parent?.type === 'ExpressionStatement';
  if (kind !== 'listener') return false;
  const value = options && unwrap(options);
  if (!value || value.type === 'Literal') return true;
  return value.type === 'ObjectExpression' && findProperty(value, 'signal') === null && !hasSpread(value);
}

function hasSpread({ properties }: TSESTree.ObjectExpression): boolean {
  return properties.some(({ type }) => type === 'SpreadElement');
}

function getFunctionsAround(node: Node): FunctionNode[] {
  const around: FunctionNode[] = [];
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) around.push(fn);
  return around;
}

/** Is the listener taken off on every end, as far as the file tells? What cannot be told counts as taken off. */
function isRemoved(file: SourceFile, listener: AbortListener, work: Work): boolean {
  const handler = listener.handler && unwrap(listener.handler);
  if (!handler || isFunction(handler)) return false;
  if (handler.type !== 'Identifier' && handler.type !== 'MemberExpression') return isBound(handler) === false;
  const removals = getRemovals(file, handler);
  if (removals.length === 0) return isHandedOn(file, listener, handler);
  return work.kind !== 'call' || isRemovedOnEveryEnd(file, listener, work.fn, removals);
}

/** `stop.bind(this)` makes another function each time, so that no removal finds it. */
function isBound(handler: Node): boolean {
  const callee = handler.type === 'CallExpression' ? unwrap(handler.callee) : null;
  return callee?.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
}

/** `signal.removeEventListener('abort', handler)` */
function getRemovals(file: SourceFile, handler: Node): TSESTree.CallExpression[] {
  const name = getKept(file, handler);
  return getNodes(file.code, 'CallExpression').filter(({ callee, arguments: [, removed] }) => {
    const method = unwrap(callee);
    return (
      method.type === 'MemberExpression' &&
      getPropertyName(method) === 'removeEventListener' &&
      removed !== undefined &&
      getKept(file, unwrap(removed)) === name
    );
  });
}

/** A name, or the members that it is kept by: what holds them may go by another name elsewhere. */
function getKept(file: SourceFile, handler: Node): string {
  const text = getPlainText(file.code.getText(handler));
  return handler.type === 'MemberExpression' && handler.object.type !== 'ThisExpression'
    ? `.${text.split('.').slice(1).join('.')}`
    : text;
}

/** Somebody else who has the function may take it off. */
function isHandedOn(file: SourceFile, listener: AbortListener, handler: Node): boolean {
  if (handler.type !== 'Identifier') return false;
  const definition = findVariable(file, handler)?.defs[0];
  if (definition?.type === 'Parameter') {
    // `new Promise((resolve, reject) => …)`: nobody but the promise has it.
    const fn = definition.node as Node;
    return !(isFunction(fn) && fn.parent.type === 'NewExpression' && getLastName(fn.parent.callee) === 'Promise');
  }
  const uses = findVariable(file, handler)?.references ?? [];
  return uses.some(({ identifier }) => {
    const { parent } = identifier;
    if (parent.type === 'ReturnStatement' || parent.type === 'Property') return true;
    // `waiter.onAbort = onAbort`
    if (parent.type === 'AssignmentExpression') return parent.right === identifier;
    if (parent.type !== 'CallExpression' || parent.callee === identifier || parent === listener.node) return false;
    return !isInside(parent, listener.node) && !isListening(file, parent);
  });
}

function isListening(file: SourceFile, call: Node): boolean {
  return getAbortListeners(file).some(({ node }) => node === call);
}

/** Does a loop that only the abort ends come behind the listener, or does the call end for an abort alone? */
function isUntilAbort(file: SourceFile, { node }: AbortListener, origin: SignalOrigin): boolean {
  const fn = findEnclosingFunction(node);
  if (!fn) return true;
  const flow = getFlow(file, fn);
  const isAborted = (condition: Node, holds: boolean): boolean => holds && isAbortLook(file, condition, origin);
  if (flow.hasPath(node, 'end') && !flow.hasPath(node, 'end', [], isAborted)) return true;
  return [...getHeadedLoops(file.code)].some(
    (loop) =>
      loop.test &&
      isInside(loop, fn) &&
      flow.hasPath(node, loop.test) &&
      [...walk(file.code, loop.test, isFunction)].some((part) => isAbortLook(file, part, origin)),
  );
}

/** A function of the file alone, each caller of which gives it the signal of a controller of its own. */
function isGivenOwn(file: SourceFile, fn: FunctionNode, { root }: SignalOrigin): boolean {
  const definition = root?.defs[0];
  const variable = findFunctionVariable(file, fn);
  if (!root || definition?.type !== 'Parameter' || definition.node !== fn || !variable || isExported(fn)) return false;
  const path = findPatternPath(definition.name);
  const index = fn.params.findIndex((param) => param === path?.root || param === path?.root.parent);
  const uses = variable.references.filter((reference) => reference.isRead());
  return (
    uses.length > 0 &&
    uses.every(({ identifier: { parent } }) => {
      const argument = parent.type === 'CallExpression' ? parent.arguments[index] : undefined;
      const given = argument && (path?.names.length ? findProperty(argument, path.names[0] as string) : argument);
      if (!given) return false;
      const origin = getSignalOrigin(file, given);
      return origin.kind !== 'given' || origin.isOfController;
    })
  );
}
