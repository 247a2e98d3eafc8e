import { ADD_ABORT_LISTENER, ONCE } from '../../knowledge/signals.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findSignalValue } from './signal-value.ts';

/** A place that listens for the abort of a signal. */
export interface AbortListener {
  /** `helper` is `addAbortListener` of node:events, `wait` its `once(signal, 'abort')`. */
  readonly kind: 'listener' | 'field' | 'helper' | 'wait';
  readonly node: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  readonly signal: Node;
  /** The listener as it is handed over; null for a wait. */
  readonly handler: Node | null;
  readonly options: Node | null;
}

/** Every abort listener of the file; `abort` events of anything but a signal are left out. */
export const getAbortListeners = oncePerFile((file): readonly AbortListener[] => [
  ...getNodes(file.code, 'CallExpression').flatMap((call) => findOfCall(file, call) ?? []),
  ...getNodes(file.code, 'AssignmentExpression').flatMap((node) => findOfField(file, node) ?? []),
]);

function findOfCall(file: SourceFile, node: TSESTree.CallExpression): AbortListener | null {
  const callee = unwrap(node.callee);
  const [first, second, options = null] = node.arguments;
  if (callee.type === 'MemberExpression' && getPropertyName(callee) === 'addEventListener') {
    if (getStaticString(first) !== 'abort' || !second || !findSignalValue(file, callee.object)) return null;
    return { kind: 'listener', node, signal: unwrap(callee.object), handler: second, options };
  }
  if (!first || !second) return null;
  const key = findOriginKey(file, callee);
  if (key === ADD_ABORT_LISTENER)
    return { kind: 'helper', node, signal: unwrap(first), handler: second, options: null };
  if (key !== ONCE || getStaticString(second) !== 'abort' || !findSignalValue(file, first)) return null;
  return { kind: 'wait', node, signal: unwrap(first), handler: null, options };
}

/** `signal.onabort = …` */
function findOfField(file: SourceFile, node: TSESTree.AssignmentExpression): AbortListener | null {
  const target = unwrap(node.left);
  if (target.type !== 'MemberExpression' || getPropertyName(target) !== 'onabort') return null;
  if (node.right.type === 'Literal' || !findSignalValue(file, target.object)) return null;
  return { kind: 'field', node, signal: unwrap(target.object), handler: node.right, options: null };
}
