import { isLog } from '../../facts/signals/abort-looks.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findSlot, isKept } from '../../facts/units/slots.ts';
import {
  COMPUTES_ONLY,
  READS_BODY,
  READS_ONLY,
  REFRESHES,
  STORES_IN_MEMORY,
  WORKS_ON_LIST,
} from '../../knowledge/sampling.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import {
  findProperty,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

/**
 * Does a turn only look at the world and keep what it saw in memory: `samples.push(await readLoad())`? It uses nothing that
 * a stop could take from it, and a sample that comes late does no harm.
 */
export const isSample = oncePerNode((file, run: FunctionNode): boolean => {
  const nodes = [...getReach(file, run)].flatMap((fn) => [...walk(file.code, fn.body, isFunction)]);
  return nodes.some((node) => isStore(file, node)) && nodes.every((node) => isHarmless(file, node));
});

/** `samples.push(value)`, `this.latest = value`; not `this.busy = true`. */
function isStore(file: SourceFile, node: Node): boolean {
  if (node.type === 'CallExpression') {
    const method = getMethod(node) ?? '';
    return STORES_IN_MEMORY.test(method) || (isAwaited(node) && REFRESHES.test(method));
  }
  if (node.type !== 'AssignmentExpression' || node.right.type === 'Literal') return false;
  const slot = findSlot(file, node.left);
  return slot !== null && isKept(slot);
}

function isHarmless(file: SourceFile, node: Node): boolean {
  if (node.type === 'AwaitExpression') return unwrap(node.argument).type === 'CallExpression';
  if (node.type === 'NewExpression') return COMPUTES_ONLY.test(findOriginKey(file, node.callee) ?? '');
  return node.type !== 'CallExpression' || isHarmlessCall(file, node);
}

function isHarmlessCall(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const key = findOriginKey(file, call.callee) ?? '';
  if (key === '#fetch') return isGet(call.arguments[1]);
  if (COMPUTES_ONLY.test(key) || READS_ONLY.test(key)) return true;
  if (getOwnFunctions(file, call.callee).length > 0 || isLog(call.callee)) return true;
  const method = getMethod(call) ?? '';
  return isAwaited(call)
    ? READS_BODY.test(method) || REFRESHES.test(method)
    : STORES_IN_MEMORY.test(method) || WORKS_ON_LIST.test(method);
}

function isAwaited(call: Node): boolean {
  return getOuter(call).parent?.type === 'AwaitExpression';
}

function getMethod({ callee }: TSESTree.CallExpression): string | null {
  const member = unwrap(callee);
  return member.type === 'MemberExpression' ? getPropertyName(member) : null;
}

/** What is sent by another method changes something on the other side. */
function isGet(options: Node | undefined): boolean {
  if (!options) return true;
  const method = options.type === 'ObjectExpression' ? findProperty(options, 'method') : null;
  return options.type === 'ObjectExpression' && (!method || getStaticString(method) === 'GET');
}
