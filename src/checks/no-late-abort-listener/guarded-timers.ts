import type { AbortListener } from '../../facts/signals/abort-listeners.ts';
import { isSignalOfOptions } from '../../facts/signals/abort-looks.ts';
import { getSignalOrigin, type SignalOrigin } from '../../facts/signals/signal-origin.ts';
import { CLEARS } from '../../knowledge/restarts.ts';
import { getPropertySources } from '../../semantics/members.ts';
import { getWrittenValues } from '../../semantics/values.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  isFunction,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { findHandler } from '../no-leaked-abort-listener/work-ends.ts';

/**
 * Does the handler only clear timers that listeners with the same `{ signal }` set? Once that has fired these are not
 * even added, so that there is nothing to clear.
 */
export function onlyClearsGuarded(file: SourceFile, { handler, signal }: AbortListener): boolean {
  const fn = handler && findHandler(file, handler);
  if (!fn) return false;
  const parts = [...walk(file.code, fn.body)];
  const timers = parts.flatMap((part) => {
    if (part.type === 'AssignmentExpression') return isNullish(part.right) ? [part.left] : [null];
    if (part.type !== 'CallExpression' && part.type !== 'NewExpression') return [];
    const [timer] = part.arguments;
    return [timer && CLEARS.has(getLastName(part.callee) ?? '') ? timer : null];
  });
  const origin = getSignalOrigin(file, signal);
  return timers.length > 0 && timers.every((timer) => timer !== null && isSetUnder(file, timer, origin));
}

function isSetUnder(file: SourceFile, timer: Node, origin: SignalOrigin): boolean {
  const values = getValues(file, unwrap(timer)).filter((value) => !isNullish(value));
  return values.length > 0 && values.every((value) => isUnder(file, value, origin));
}

function getValues(file: SourceFile, timer: Node): readonly Node[] {
  if (timer.type === 'MemberExpression')
    return getPropertySources(file, timer.object, getPropertyName(timer) ?? '').values;
  const variable = timer.type === 'Identifier' ? findVariable(file, timer) : null;
  return variable ? getWrittenValues(variable) : [];
}

/** Does a function around the node listen by `addEventListener(type, fn, { signal })`? */
function isUnder(file: SourceFile, node: Node, origin: SignalOrigin): boolean {
  for (let fn: FunctionNode | null = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) {
    const call = fn.parent;
    if (call.type !== 'CallExpression' || getLastName(call.callee) !== 'addEventListener') continue;
    const [, listener, options] = call.arguments;
    if (listener === fn && isFunction(listener) && options && isSignalOfOptions(file, options, origin)) return true;
  }
  return false;
}
