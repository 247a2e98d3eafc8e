import { getFlowAround, leavesBranch } from '../../flow/index.ts';
import { saysStop } from '../../facts/flags/stop-flag.ts';
import { isSignalCheck } from '../../facts/signals/signals.ts';
import { isStopPoint } from '../../facts/signals/stop-waits.ts';
import { ONLY_TELLS } from '../../knowledge/queues.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  isFunction,
  isInside,
  isLoop,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { Take } from './takes.ts';

/** Where a stop makes the function leave with what it has taken, which then nobody has. */
export interface Loss {
  readonly at: Node;
  /** The branch that leaves; null for a wait or check that throws. */
  readonly branch: TSESTree.Statement | null;
}

export function findLoss(file: SourceFile, take: Take): Loss | null {
  const owner = findEnclosingFunction(take.call) ?? file.code.ast;
  const uses = take.variables.flatMap(({ references }) =>
    references.flatMap((one) => (one.isRead() ? [one.identifier as Node] : [])),
  );
  if (uses.length === 0 || uses.some(isInFinally)) return null;
  const loop = findBatchLoop(uses);
  const handled = uses.filter((use) => !isLook(use) && !(loop && use === unwrap(loop.right)));
  if (loop && handled.length > 0) return null;
  const from = loop ?? findTaken(take.call);
  const range = loop ? loop.body : owner;
  const isHandled = (node: Node): boolean => handled.includes(node) || node === take.call;
  // `if (task) …`, `if (task !== null) …`: on the other way nothing was taken.
  const isNone = (condition: Node, holds: boolean): boolean => tellsOfNone(condition, uses) === holds;
  for (const node of walk(file.code, range, isFunction)) {
    const branch = node.type === 'IfStatement' && asksForStop(file, node, uses) ? node.consequent : null;
    const isThrow = !branch && isThrowingStop(file, node, uses);
    if (!branch && !isThrow) continue;
    if (branch && (!leaves(file, branch, loop) || mentions(file, branch, take))) continue;
    if (isThrow && isInTry(node, owner)) continue;
    if (getFlowAround(file, take.call).hasPath(from, branch ?? node, isHandled, isNone)) return { at: node, branch };
  }
  return null;
}

/** Does it tell, where it holds, that nothing was taken (true), or that something was (false)? Null for any other condition. */
function tellsOfNone(condition: Node, uses: readonly Node[]): boolean | null {
  const test = unwrap(condition);
  if (uses.includes(test)) return false;
  if (test.type !== 'BinaryExpression' || !uses.includes(unwrap(test.left)) || !isNullish(test.right)) return null;
  return test.operator.startsWith('==') ? true : test.operator.startsWith('!=') ? false : null;
}

/** Where it has been taken: what is awaited in vain has taken nothing. */
function findTaken(call: Node): Node {
  const { parent } = getOuter(call);
  return parent?.type === 'AwaitExpression' ? parent : call;
}

/** `for (const task of batch)`, where the batch is used for nothing else. */
function findBatchLoop(uses: readonly Node[]): TSESTree.ForOfStatement | null {
  const loops = uses.flatMap(({ parent }) => (parent?.type === 'ForOfStatement' ? [parent] : []));
  return loops.length === 1 ? (loops[0] ?? null) : null;
}

/** Is it only asked whether there is one, or written down? */
function isLook(use: Node): boolean {
  for (let node = use, { parent } = use; parent && !isFunction(node); node = parent, { parent } = parent) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
    if (isLoop(parent)) return 'test' in parent && parent.test === node;
    if (parent.type === 'CallExpression' && parent.callee !== node) return ONLY_TELLS.test(getRoot(parent.callee));
    if (parent.type === 'BlockStatement') return false;
  }
  return false;
}

function getRoot(callee: Node): string {
  const node = unwrap(callee);
  return node.type === 'MemberExpression' ? (getLastName(node.object) ?? '') : (getLastName(node) ?? '');
}

/** A look at a signal or at a flag whose name says stop; what asks of the task itself is none. */
function asksForStop(file: SourceFile, { test }: TSESTree.IfStatement, uses: readonly Node[]): boolean {
  if (uses.some((use) => isInside(use, test))) return false;
  return [...walk(file.code, test, isFunction)].some((node) => {
    if (isSignalCheck(node)) return true;
    const isName = node.type === 'Identifier' || node.type === 'MemberExpression';
    const isRead = node.parent?.type !== 'MemberExpression' && node.parent?.type !== 'CallExpression';
    return isName && isRead && saysStop(node);
  });
}

/** Out of the function, or of the loop over the batch; a `continue` would take the next one. */
function leaves(file: SourceFile, branch: TSESTree.Statement, loop: TSESTree.ForOfStatement | null): boolean {
  if (!leavesBranch(file, branch)) return false;
  const steps = [...walk(file.code, branch, isFunction)];
  return (
    !steps.some(({ type }) => type === 'ContinueStatement' || type === 'ThrowStatement') &&
    (loop !== null || steps.length > 0)
  );
}

/** A check or a wait under a signal that is not the work itself. */
function isThrowingStop(file: SourceFile, node: Node, uses: readonly Node[]): boolean {
  if (node.type !== 'AwaitExpression' && node.type !== 'CallExpression') return false;
  return isStopPoint(file, node, () => false) && !uses.some((use) => isInside(use, node));
}

/** Does the branch do something with the task, or with the queue that it came from? */
function mentions(file: SourceFile, branch: Node, { variables, queue }: Take): boolean {
  const isTask = variables.some(({ references }) => references.some(({ identifier }) => isInside(identifier, branch)));
  return isTask || file.code.getText(branch).includes(queue);
}

function isInFinally(use: Node): boolean {
  for (let node = use, { parent } = use; parent && !isFunction(node); node = parent, { parent } = parent) {
    if (parent.type === 'TryStatement' && (parent.finalizer === node || parent.handler === node)) return true;
  }
  return false;
}

function isInTry(node: Node, owner: Node): boolean {
  for (let child = node, { parent } = node; parent && child !== owner; child = parent, { parent } = parent) {
    if (parent.type === 'TryStatement' && parent.block === child) return true;
  }
  return false;
}
