import { getNodes, walk } from '../../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { RetryCure } from '../../knowledge/types.ts';
import { findRetryRow } from '../../semantics/platform-rows.ts';
import { isAbortCheck } from '../../facts/signals/abort-plan.ts';
import { getGivenSignals, lastsFor, type GivenSignal } from './lasting-signal.ts';
import type { Swallowed } from './types.ts';
import { RETRY_COUNT } from '../../knowledge/retries.ts';

/** Calls of retry helpers whose function waits under a signal, and that nothing tells to end with it. */
export function getUnendedRetries(file: SourceFile): Swallowed[] {
  return getNodes(file.code, 'CallExpression').flatMap((node): Swallowed[] => {
    const row = findRetryRow(file, node);
    const callback = row && node.arguments[row.callbackAt];
    if (!row || !isFunction(callback) || node.arguments.some(({ type }) => type === 'SpreadElement')) return [];
    const signal = findSignal(file, callback);
    if (!signal || isEnded(file, node, row.cure, callback)) return [];
    return [{ form: 'retry', node, row, signal }];
  });
}

/** The first signal that lasts over all attempts. */
function findSignal(file: SourceFile, callback: Node): GivenSignal | null {
  for (const node of walk(file.code, callback)) {
    if (node.type !== 'CallExpression') continue;
    const signal = getGivenSignals(file, node).find((given) => lastsFor(file, given, callback));
    if (signal) return signal;
  }
  return null;
}

/** Is the helper told, or does the function or a callback of the options look at the signal or the error? */
function isEnded(file: SourceFile, call: TSESTree.CallExpression, cure: RetryCure, callback: Node): boolean {
  const asked = [...walk(file.code, callback)];
  if (
    asked.some(
      (node) => isAbortCheck(file, node) || (node.type === 'BinaryExpression' && node.operator === 'instanceof'),
    )
  )
    return true;
  if (cure.in === 'argument') return call.arguments.length > cure.argumentAt;
  const at =
    cure.in === 'options' ? cure.optionsAt : 1 - call.arguments.indexOf(callback as TSESTree.CallExpressionArgument);
  const options = call.arguments[at];
  if (!options) return false;
  const value = unwrap(options);
  if (value.type !== 'ObjectExpression') return true;
  const names = cure.in === 'options' ? [cure.property, ...(cure.instead ?? [])] : [];
  return value.properties.some((property) => {
    if (property.type !== 'Property' || names.includes(getPropertyName(property) ?? '')) return true;
    if (isNone(property)) return true;
    if (property.value.type === 'Identifier' && /^on[A-Z]/.test(getPropertyName(property) ?? '')) return true;
    return (
      isFunction(property.value) &&
      [...walk(file.code, property.value)].some((node) => node.type === 'ThrowStatement' || isAbortCheck(file, node))
    );
  });
}

/** `retries: 0`. */
function isNone(property: TSESTree.Property): boolean {
  return (
    property.value.type === 'Literal' && property.value.value === 0 && RETRY_COUNT.has(getPropertyName(property) ?? '')
  );
}
