import { isIP } from 'node:net';
import { walk } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, isFunction, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { YieldRow } from '../../knowledge/types.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findYieldRow } from '../../semantics/platform-rows.ts';
import { getReturns } from '../../semantics/functions.ts';
import { MICROTASK_QUEUE } from '../../knowledge/timers.ts';
import { COUNTS, MEMORY_STREAM } from '../../knowledge/yields.ts';
import { getValue } from '../../semantics/values.ts';

const MOST_CALLS = 4;

/** Does the await run microtasks only, so that no message can get in (facts 4b)? Unknown calls do not count as such. */
export function isMicrotaskOnly(file: SourceFile, argument: Node, depth = 0): boolean {
  const value = unwrap(argument);
  switch (value.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return true;
    case 'ObjectExpression':
      // A `then` of its own may take its time.
      return value.properties.every((p) => p.type === 'Property' && getPropertyName(p) !== 'then');
    case 'Identifier':
      return value.name === 'undefined';
    case 'ImportExpression':
      // From the second turn on the module is there (facts 4b).
      return getStaticString(value.source) !== null;
    case 'MemberExpression':
      return COUNTS.test(getPropertyName(value) ?? '') || isCopied(file, value);
    case 'NewExpression':
      return isMicrotaskPromise(file, value);
    case 'CallExpression': {
      const row = findYieldRow(file, value, 'await');
      return row ? row.turns === 'never' && holds(file, value, row) : isOwnMicrotaskCall(file, value, depth);
    }
    default:
      return false;
  }
}

/** Does `for await` over it run microtasks only? */
export function isMicrotaskIteration(file: SourceFile, iterated: Node): boolean {
  const value = getValue(file, iterated);
  if (value.type === 'ArrayExpression') return value.elements.every(isSettled);
  if (value.type !== 'CallExpression') return false;
  const row = findYieldRow(file, value, 'for-await');
  return row?.turns === 'never' && holds(file, value, row);
}

/** A part of what the owner sent: a structured clone holds no promise, no stream and no iterator. */
function isCopied(file: SourceFile, node: Node): boolean {
  const value = unwrap(node);
  return value.type === 'MemberExpression' && /^worker_threads#workerData\./.test(findOriginKey(file, value) ?? '');
}

/** Is the row's condition seen to hold for the call? */
function holds(file: SourceFile, call: TSESTree.CallExpression, { when }: YieldRow): boolean {
  switch (when) {
    case undefined:
      return true;
    case 'settled':
      return call.arguments.every(isSettled);
    case 'array': {
      const value = call.arguments[0] && getValue(file, call.arguments[0]);
      if (value && isCopied(file, value)) return true;
      return value?.type === 'ArrayExpression' ? value.elements.every(isSettled) : getStaticString(value) !== null;
    }
    case 'ip':
      return isIP(getStaticString(call.arguments[0]) ?? '') !== 0;
    case 'memory':
      return call.arguments.length > 1 && call.arguments.every((part) => isMemoryStream(file, part));
    case 'data': {
      const maker = call.callee.type === 'MemberExpression' ? getValue(file, call.callee.object) : null;
      return maker?.type === 'NewExpression' && maker.arguments.slice(0, 1).every(isSettled);
    }
    default:
      // Whether a lock is free is seen at run time only.
      return false;
  }
}

function isMemoryStream(file: SourceFile, node: Node): boolean {
  const value = getValue(file, node);
  if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
  return MEMORY_STREAM.has(findOriginKey(file, value.callee) ?? '') && value.arguments.every(isSettled);
}

/** A value that is no promise, or a list of such. */
function isSettled(node: Node | null): boolean {
  if (node?.type === 'ArrayExpression') return node.elements.every(isSettled);
  return node?.type === 'Literal' || node?.type === 'TemplateLiteral';
}

/** `new Promise(queueMicrotask)`, `new Promise((resolve) => process.nextTick(resolve))`, `new Promise((resolve) => resolve())`. */
function isMicrotaskPromise(file: SourceFile, promise: TSESTree.NewExpression): boolean {
  const executor = promise.arguments[0] && unwrap(promise.arguments[0]);
  if (!executor || findOriginKey(file, promise.callee) !== '#Promise') return false;
  if (isQueue(file, executor)) return true;
  const [resolve] = isFunction(executor) ? executor.params : [];
  const call = isFunction(executor) ? getOnlyExpression(executor) : null;
  if (resolve?.type !== 'Identifier' || call?.type !== 'CallExpression') return false;
  const isResolve = (node: Node | undefined): boolean => node?.type === 'Identifier' && node.name === resolve.name;
  if (isResolve(call.callee)) return call.arguments.every(isSettled);
  return isQueue(file, call.callee) && isResolve(call.arguments[0]);
}

function isQueue(file: SourceFile, callee: Node): boolean {
  return MICROTASK_QUEUE.has(findOriginKey(file, callee) ?? '');
}

function getOnlyExpression({ body }: FunctionNode): Node | null {
  if (body.type !== 'BlockStatement') return unwrap(body);
  const [only] = body.body;
  return body.body.length === 1 && only?.type === 'ExpressionStatement' ? unwrap(only.expression) : null;
}

/** An async function of the file that gives no promise and awaits nothing but microtasks itself. */
function isOwnMicrotaskCall(file: SourceFile, call: TSESTree.CallExpression, depth: number): boolean {
  // By a plain name only: methods may be overridden.
  const fn = depth < MOST_CALLS ? getValue(file, call.callee) : null;
  if (!isFunction(fn) || !fn.async || fn.generator) return false;
  if (!getReturns(file, fn).every((value) => isMicrotaskOnly(file, value, depth + 1))) return false;
  return [...walk(file.code, fn.body, isFunction)].every((node) => {
    if (node.type === 'AwaitExpression') return isMicrotaskOnly(file, node.argument, depth + 1);
    return node.type !== 'ForOfStatement' || !node.await || isMicrotaskIteration(file, node.right);
  });
}
