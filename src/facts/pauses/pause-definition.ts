import { getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';

/** The delay of `new Promise((resolve) => setTimeout(resolve, delay))`; `undefined` when it is left out, null for anything else. */
export function findPromiseDelay(file: SourceFile, node: Node): Node | undefined | null {
  const made = unwrap(node);
  if (made.type !== 'NewExpression' || made.callee.type !== 'Identifier' || !made.callee.name.endsWith('Promise'))
    return null;
  const executor = made.arguments[0];
  const resolve = isFunction(executor) ? executor.params[0] : undefined;
  if (!isFunction(executor) || resolve?.type !== 'Identifier') return null;
  const timer = getOnlyExpression(executor);
  const call = timer && findTimerCall(file, timer);
  // With a value to give it is mostly a time limit.
  if (!call || call.arguments.length > 2 || !callsOnly(call.arguments[0], resolve.name)) return null;
  return call.arguments[1];
}

/** The promise that a function makes and does nothing else, and the delay in it. */
export interface DefinedPause {
  readonly promise: Node;
  readonly delay: Node | undefined;
}

/** A function that does nothing but pause: `const sleep = (ms) => new Promise((r) => setTimeout(r, ms))`. */
export function findDefinedPause(file: SourceFile, fn: FunctionNode): DefinedPause | null {
  const value = fn.generator ? null : getOnlyExpression(fn);
  const promise = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  const delay = promise ? findPromiseDelay(file, promise) : null;
  return promise && delay !== null ? { promise, delay } : null;
}

/** The one expression that a function consists of: an arrow's, or that of its only statement. */
export function getOnlyExpression(fn: FunctionNode): Node | null {
  if (fn.body.type !== 'BlockStatement') return unwrap(fn.body);
  const [statement, ...more] = fn.body.body;
  if (!statement || more.length > 0) return null;
  if (statement.type === 'ReturnStatement') return statement.argument && unwrap(statement.argument);
  if (statement.type === 'ExpressionStatement') return unwrap(statement.expression);
  const init = statement.type === 'VariableDeclaration' ? statement.declarations[0].init : null;
  return init && unwrap(init);
}

/** Is the timer of a promise that `findPromiseDelay` knows unref'd: `setTimeout(resolve, ms).unref()`? No end waits for it then. */
export function isUnreferenced(promise: Node): boolean {
  const executor = promise.type === 'NewExpression' ? promise.arguments[0] : undefined;
  const timer = isFunction(executor) ? getOnlyExpression(executor) : null;
  const callee = timer?.type === 'CallExpression' ? unwrap(timer.callee) : null;
  return callee?.type === 'MemberExpression' && getPropertyName(callee) === 'unref';
}

function findTimerCall(file: SourceFile, node: Node): TSESTree.CallExpression | null {
  if (node.type !== 'CallExpression') return null;
  const callee = unwrap(node.callee);
  // `setTimeout(resolve, ms).unref()`
  if (callee.type === 'MemberExpression' && /^(?:un)?ref$/.test(getPropertyName(callee) ?? '')) {
    return findTimerCall(file, unwrap(callee.object));
  }
  const key = findOriginKey(file, callee);
  return key === '#setTimeout' || key === 'timers#setTimeout' ? node : null;
}

function callsOnly(callback: Node | undefined, resolve: string): boolean {
  if (callback?.type === 'Identifier') return callback.name === resolve;
  if (!isFunction(callback)) return false;
  const call = getOnlyExpression(callback);
  return (
    call?.type === 'CallExpression' &&
    call.arguments.length === 0 &&
    call.callee.type === 'Identifier' &&
    call.callee.name === resolve
  );
}
