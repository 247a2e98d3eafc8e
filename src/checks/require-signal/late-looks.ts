import { KEEPS_CALLBACK, SIGNAL_NAME, SIGNAL_STATE } from '../../knowledge/signals.ts';
import { isSignal } from '../../facts/signals/signal-value.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, isFunction, isInside } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** A callback that looks at a signal only when the answer comes: until then, or for ever, an abort does nothing. */
export interface LateLook {
  /** The call that is given the callback. */
  readonly call: TSESTree.CallExpression;
  readonly signal: string;
}

/** In the executors of promises: nothing else there, or in the function around, could hear the abort. */
export function getLateLooks(file: SourceFile): LateLook[] {
  return getNodes(file.code, 'NewExpression').flatMap((made) => {
    const executor = made.arguments[0];
    if (!isFunction(executor) || findOriginKey(file, made.callee) !== '#Promise') return [];
    return findLateLook(file, executor) ?? [];
  });
}

function findLateLook(file: SourceFile, executor: FunctionNode): LateLook | null {
  for (const node of walk(file.code, executor.body)) {
    if (node.type !== 'MemberExpression' || getPropertyName(node) !== 'aborted' || node.object.type !== 'Identifier')
      continue;
    const variable = findVariable(file, node.object);
    const call = findRegistration(executor, node);
    if (!variable || !call || !isGivenSignal(file, variable, node.object)) continue;
    if (
      variable.references.every(
        ({ identifier }) => isLook(identifier as Node) || !isAround(identifier as Node, executor),
      )
    )
      return { call, signal: variable.name };
  }
  return null;
}

/** `open.set(id, (answer) => { if (signal.aborted) … })`: what keeps the callback that looks, right in the executor. */
function findRegistration(executor: FunctionNode, look: Node): TSESTree.CallExpression | null {
  const callback = findEnclosingFunction(look);
  if (!callback || callback === executor || findEnclosingFunction(callback) !== executor) return null;
  const call = callback.parent;
  if (call.type !== 'CallExpression' || call.parent.type !== 'ExpressionStatement') return null;
  const method = call.callee.type === 'MemberExpression' ? getPropertyName(call.callee) : null;
  // A timer looks by itself before long.
  return method !== null && KEEPS_CALLBACK.test(method) ? call : null;
}

function isGivenSignal(file: SourceFile, variable: Variable, read: Node): boolean {
  return variable.defs[0]?.type === 'Parameter' && (SIGNAL_NAME.test(variable.name) || isSignal(file, read));
}

/** `signal.aborted`, `signal.throwIfAborted()`, `signal.reason` */
function isLook(id: Node): boolean {
  const { parent } = id;
  if (parent?.type !== 'MemberExpression') return parent?.type === 'Identifier';
  return parent.object === id && SIGNAL_STATE.test(getPropertyName(parent) ?? '');
}

/** Within the promise, or anywhere else in the function that has the signal? */
function isAround(id: Node, executor: FunctionNode): boolean {
  const owner = findEnclosingFunction(executor);
  return owner === null || isInside(id, owner.body);
}
