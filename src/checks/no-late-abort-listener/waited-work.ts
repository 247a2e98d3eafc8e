import type { AbortListener } from '../../facts/signals/abort-listeners.ts';
import { isCalledAtOnce } from '../../facts/signals/called-at-once.ts';
import { CALLBACK_NAME, PROMISE_TYPE, ENDS_WAIT } from '../../knowledge/abort-listeners.ts';
import { findReturnType } from '../../semantics/declared-types.ts';
import { getReturns } from '../../semantics/functions.ts';
import { findOwnFunction } from '../../facts/callables/own-function.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * Does anybody wait for what the listener has to end? A function that only hooks a clean-up onto its caller's signal and
 * gives nothing to wait for, such as a service's set-up, is called while that signal is fresh.
 */
export function isWaitedFor(file: SourceFile, { node, handler, signal }: AbortListener): boolean {
  let fn = findEnclosingFunction(node);
  for (; fn && isCalledAtOnce(fn); fn = findEnclosingFunction(fn)) {
    if (fn.parent.type === 'NewExpression' || isOngoing(fn)) return true;
  }
  if (!fn) return false;
  if (isOngoing(fn) || isOption(signal) || hasCallback(file, fn) || givesPromise(file, fn)) return true;
  return handler !== null && settles(file, handler);
}

/** `(method, data, callback) => client.request(method, data, callback)`: the answer comes by the callback. */
function hasCallback(file: SourceFile, { params }: FunctionNode): boolean {
  const last = params.at(-1);
  if (last?.type !== 'Identifier' || !CALLBACK_NAME.test(last.name)) return false;
  return (
    findVariable(file, last)?.references.some(({ identifier: { parent } }) => parent.type === 'CallExpression') ?? false
  );
}

/** `options?.signal?.addEventListener(…)`: users give it with a call, to end what that call begins. */
function isOption(signal: Node): boolean {
  return signal.type === 'MemberExpression' && signal.parent.type === 'MemberExpression' && signal.parent.optional;
}

function isOngoing({ async, generator }: FunctionNode): boolean {
  return async || generator;
}

function givesPromise(file: SourceFile, fn: FunctionNode): boolean {
  const type = findReturnType(file, fn);
  if (type) return PROMISE_TYPE.test(file.code.getText(type));
  return getReturns(file, fn).some((value) => {
    const given = unwrap(value);
    if (given.type === 'NewExpression') return PROMISE_TYPE.test(getLastName(given.callee) ?? '');
    const name = given.type === 'CallExpression' ? getLastName(given.callee) : getLastName(given);
    return name === 'then' || name === 'promise';
  });
}

/** Does the handler itself end a wait, or hand the abort on? */
function settles(file: SourceFile, handler: AbortListener['handler']): boolean {
  if (!handler) return false;
  if (ENDS_WAIT.test(getLastName(handler) ?? '')) return true;
  const fn = isFunction(handler) ? handler : findOwnFunction(file, handler);
  return (
    fn !== null &&
    [...walk(file.code, fn.body, isFunction)].some(
      (part) => part.type === 'CallExpression' && ENDS_WAIT.test(getLastName(part.callee) ?? ''),
    )
  );
}
