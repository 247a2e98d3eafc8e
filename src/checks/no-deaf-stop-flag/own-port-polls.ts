import { getNodes } from '../../source/node-index.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findEnclosingFunction, findFunctionName, isLoop, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getListeners } from '../../facts/messages/listener.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import type { Deaf } from './types.ts';
import { findVariable } from '../../source/variables.ts';

const PORT = 'worker_threads#parentPort';

/**
 * `receiveMessageOnPort(parentPort)` as a stop check of a loop, where a listener, an iterator or another receive takes the
 * tasks off the same port: what comes first gets the message, and a task that the check takes is lost (facts 4e).
 */
export function getOwnPortPolls(file: SourceFile): Deaf[] {
  const polls = getNodes(file.code, 'CallExpression').flatMap((node) => {
    const port = node.arguments[0];
    const isPoll = port !== undefined && findOriginKey(file, node.callee) === 'worker_threads#receiveMessageOnPort';
    return isPoll && findOriginKey(file, port) === PORT ? [{ node, port }] : [];
  });
  const checks = polls.filter(({ node }) => isInLoop(file, node) && isDropped(file, node));
  if (checks.length === 0) return [];
  const taken = polls.some(({ node }) => !checks.some((check) => check.node === node)) || listensToPort(file);
  return taken ? checks.map(({ node, port }) => ({ form: 'poll', node, port })) : [];
}

/** In a loop itself, or in a function of the file that tells a loop whether to go on. */
function isInLoop(file: SourceFile, node: Node): boolean {
  const fn = findEnclosingFunction(node);
  for (let outer = node.parent; outer && outer !== fn; outer = outer.parent) if (isLoop(outer)) return true;
  if (!fn || findFunctionName(fn) === null) return false;
  return getUses(file, fn).some(({ parent }) => {
    if (parent?.type !== 'CallExpression' || findEnclosingFunction(parent) === fn || !isOnlyTested(parent))
      return false;
    const around = findEnclosingFunction(parent);
    for (let outer: Node | undefined = parent.parent; outer && outer !== around; outer = outer.parent)
      if (isLoop(outer)) return true;
    return false;
  });
}

/** Is what was received looked at only to see whether it is a stop, and then forgotten? */
function isDropped(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  if (parent.type !== 'VariableDeclarator') return isOnlyTested(call);
  const name = parent.id;
  const variable = name.type === 'Identifier' ? findVariable(file, name) : null;
  const uses = variable?.references.filter((r) => r.init !== true) ?? [];
  return uses.length > 0 && uses.every((use) => use.isRead() && isOnlyTested(use.identifier as Node));
}

/** `if (received)`, `received?.message === 'stop'`, `received && received.message.type === 'stop'`. */
function isOnlyTested(node: Node): boolean {
  let inner: Node = node;
  while (
    inner.parent &&
    (unwrap(inner.parent) === unwrap(inner) ||
      (inner.parent.type === 'MemberExpression' && inner.parent.object === inner))
  )
    inner = inner.parent;
  const { parent } = inner;
  switch (parent?.type) {
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator);
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'LogicalExpression':
      return isOnlyTested(parent);
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === inner;
    // What a helper tells is all that is left of it.
    case 'ReturnStatement':
      return inner !== node || inner.type !== 'CallExpression';
    default:
      return false;
  }
}

/** Do messages of the port come by an event as well? */
function listensToPort(file: SourceFile): boolean {
  return getListeners(file).some(({ kind, channel }) => kind !== 'poll' && channel === 'port');
}
