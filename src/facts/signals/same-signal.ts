import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getRoot, unwrap } from '../../source/predicates.ts';
import type { Node, Variable } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey, isCallTo } from '../../semantics/origin.ts';
import { getValue } from '../../semantics/values.ts';
import { findController } from './controllers.ts';
import { findVariable } from '../../source/variables.ts';

/** How the code writes a signal, optional chains aside; null for what is no name or member of one. */
export function findSignalText({ code }: SourceFile, node: Node): string | null {
  const value = unwrap(node);
  if (value.type !== 'Identifier' && value.type !== 'MemberExpression') return null;
  return getPlainText(code.getText(value));
}

/** A name or member without what only says that a part may be missing. */
export function getPlainText(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/\?\./g, '.')
    .replace(/!(?=\.|$)/g, '');
}

/** Do two expressions stand for the same signal: the same words, the same variable, not assigned anew meanwhile? */
export function isSameSignal(file: SourceFile, a: Node, b: Node): boolean {
  const text = findSignalText(file, a);
  if (text === null || text !== findSignalText(file, b)) return false;
  const [left, right] = [findRoot(file, a), findRoot(file, b)];
  if (left !== right || left === null || isAssigned(file, a, text)) return false;
  return left === 'this' || left.references.every((reference) => !reference.isWrite() || reference.init === true);
}

/** `this.controller.abort(); this.controller = new AbortController();` in one function makes another signal of the same name. */
function isAssigned(file: SourceFile, at: Node, text: string): boolean {
  const fn = findEnclosingFunction(at);
  return getNodes(file.code, 'AssignmentExpression').some(({ left }) => {
    const target =
      left.type === 'MemberExpression' && findEnclosingFunction(left) === fn ? findSignalText(file, left) : null;
    return target !== null && (text === target || text.startsWith(`${target}.`));
  });
}

/** The signals that a value fires with: itself, or the members of `AbortSignal.any([…])`. */
export function getSources(file: SourceFile, value: Node): Node[] {
  const given = unwrap(value);
  const made = given.type === 'Identifier' ? getValue(file, given) : given;
  const node = isCallTo(file, made, '#AbortSignal.any') ? made : given;
  if (!isCallTo(file, node, '#AbortSignal.any')) return [node];
  const list = node.arguments[0];
  return list?.type === 'ArrayExpression' ? list.elements.flatMap((element) => (element ? [unwrap(element)] : [])) : [];
}

/** Is the expression `controller`, whose `signal` this is? */
export function isControllerOf(file: SourceFile, controller: Node, signal: Node): boolean {
  const own = findController(file, signal);
  return own !== null && isSameSignal(file, controller, own);
}

/** `once(signal, 'abort')`: when it is over, the signal has fired. */
export function isWaitForAbort(file: SourceFile, node: Node, signal: Node): boolean {
  const emitter = node.type === 'AwaitExpression' ? findAbortedBy(file, node.argument) : null;
  return emitter !== null && isSameSignal(file, emitter, signal);
}

/** `signal` of `once(signal, 'abort')`; null for any other call. */
export function findAbortedBy(file: SourceFile, call: Node): Node | null {
  if (call.type !== 'CallExpression') return null;
  const [emitter, event] = call.arguments;
  const isAbort = event?.type === 'Literal' && event.value === 'abort';
  return isAbort && emitter && findOriginKey(file, call.callee) === 'events#once' ? emitter : null;
}

/** The variable, or `this`, that a path of members starts from. */
export function findRoot(file: SourceFile, node: Node): Variable | 'this' | null {
  const value = getRoot(node);
  if (value.type === 'ThisExpression') return 'this';
  return value.type === 'Identifier' ? findVariable(file, value) : null;
}
