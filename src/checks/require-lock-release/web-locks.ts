import { findWorkerReason } from '../../facts/jobs/worker-context.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findProperty, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holds } from '../../source/text-gate.ts';
import { findVariable } from '../../source/variables.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

/** What a Web Lock request does to others. */
export interface WebLockFault {
  readonly kind: 'stolen' | 'endless';
  readonly node: Node;
  readonly text: string;
}

/** Requests that rob the holder, and those whose callback can never end although its thread is asked to. */
export function getWebLockFaults(file: SourceFile, everywhere: boolean): WebLockFault[] {
  if (!holds(file, '.request')) return [];
  return getNodes(file.code, 'CallExpression').flatMap((call): WebLockFault[] => {
    if (!isRequest(file, call)) return [];
    const [name, options] = call.arguments;
    const text = name ? file.code.getText(name) : '';
    const steal = options && call.arguments.length > 1 ? findProperty(unwrap(options), 'steal') : null;
    const callback = call.arguments.at(-1);
    const isStolen = steal?.type === 'Literal' && steal.value === true;
    // Robbing without doing anything then only ends the other's request.
    if (isStolen) return isFunction(callback) && !hasWork(file, callback) ? [] : [{ kind: 'stolen', node: call, text }];
    if (!isFunction(callback) || !hasWork(file, callback)) return [];
    const endless = findEndless(file, callback);
    return endless && (everywhere || findWorkerReason(file, call)) ? [{ kind: 'endless', node: endless, text }] : [];
  });
}

/** `navigator.locks.request(…)`, also of `worker_threads`, and of a name that says locks. */
function isRequest(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || getPropertyName(callee) !== 'request') return false;
  const key = findOriginKey(file, callee);
  if (key === '#navigator.locks.request' || key === 'worker_threads#locks.request') return true;
  const object = unwrap(callee.object);
  const last =
    object.type === 'MemberExpression' ? getPropertyName(object) : object.type === 'Identifier' ? object.name : '';
  return /^#?(?:navigator)?locks$/i.test(last ?? '') && call.arguments.length > 1;
}

/** A lock that is held by doing nothing is held on purpose: others see by it that this page is alive. */
function hasWork(file: SourceFile, callback: FunctionNode): boolean {
  return [...walk(file.code, callback.body, isFunction)].some((node) => {
    if (node.type !== 'CallExpression') return false;
    const variable = node.callee.type === 'Identifier' ? findVariable(file, node.callee) : null;
    // `resolve()` of a promise around only tells that the lock was got.
    return variable?.defs[0]?.type !== 'Parameter';
  });
}

/** `new Promise(() => {})`, which the callback waits for or gives back. */
function findEndless(file: SourceFile, callback: FunctionNode): Node | null {
  for (const node of walk(file.code, callback.body, isFunction)) {
    const value =
      node.type === 'AwaitExpression' || node.type === 'ReturnStatement'
        ? node.argument && unwrap(node.argument)
        : null;
    if (value?.type === 'NewExpression' && isNeverSettled(file, value)) return node;
  }
  return null;
}

function isNeverSettled(file: SourceFile, promise: TSESTree.NewExpression): boolean {
  const [executor] = promise.arguments;
  if (findOriginKey(file, promise.callee) !== '#Promise' || !isFunction(executor)) return false;
  return executor.body.type === 'BlockStatement' && executor.body.body.length === 0;
}
