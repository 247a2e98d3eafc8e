import { findRoot } from '../../facts/signals/same-signal.ts';
import { ENDS_POOL, ENDS_WORKER, GIVES_TASK, LAST_EVENT, TALKS } from '../../knowledge/gone-workers.ts';
import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getCallsNamed } from '../../source/calls-named.ts';
import { getNodes } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

export interface LateUse {
  readonly form: 'use' | 'threadId';
  readonly node: Node;
  /** How the code writes the worker. */
  readonly name: string;
}

const ENDS = ['close', ...ENDS_POOL, ...ENDS_WORKER];
const USES = [...GIVES_TASK, ...TALKS, ...ADD_LISTENER];

/** What is asked of a worker, a pool or the own port on a way that has ended it already. */
export function getLateUses(file: SourceFile): LateUse[] {
  const ends = getCallsNamed(file, ENDS).flatMap((call) => findEnd(file, call) ?? []);
  const uses = ends.flatMap((end) => listUses(file, end));
  return [...new Map([...uses, ...getThreadIds(file)].map((use) => [use.node, use])).values()];
}

interface End {
  readonly call: TSESTree.CallExpression;
  readonly object: Node;
  readonly kind: 'worker' | 'pool' | 'port';
  readonly isAwaited: boolean;
}

function findEnd(file: SourceFile, call: TSESTree.CallExpression): End | null {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return null;
  const name = getPropertyName(callee) ?? '';
  const object = unwrap(callee.object);
  const isAwaited = getOuter(call).parent?.type === 'AwaitExpression';
  if (name === 'close' && findOriginKey(file, object) === 'worker_threads#parentPort')
    return { call, object, kind: 'port', isAwaited };
  if (!ENDS_POOL.has(name)) return null;
  const handle = findHandle(file, object);
  if (!handle || handle.evidence === 'name') return null;
  return handle.kind === 'pool' || ENDS_WORKER.has(name) ? { call, object, kind: handle.kind, isAwaited } : null;
}

function listUses(file: SourceFile, end: End): LateUse[] {
  const { call, object } = end;
  const text = file.code.getText(object);
  const root = findRoot(file, object);
  if (root === null) return [];
  const fn = findEnclosingFunction(call);
  let isReached: ((use: Node) => boolean) | null = null;
  const isBehind = (use: Node): boolean => {
    isReached ??= getFlowAround(file, call).getReached(call, (node) => isRenewed(file, node, text, root, call));
    return isReached(use);
  };
  return getCallsNamed(file, USES).flatMap((use): LateUse[] => {
    const callee = unwrap(use.callee);
    if (use === call || callee.type !== 'MemberExpression' || findEnclosingFunction(use) !== fn) return [];
    if (file.code.getText(unwrap(callee.object)) !== text || findRoot(file, callee.object) !== root) return [];
    if (!isLost(use, getPropertyName(callee) ?? '', end) || !isBehind(use)) return [];
    return [{ form: 'use', node: use, name: text }];
  });
}

function isLost(use: TSESTree.CallExpression, method: string, { kind, isAwaited }: End): boolean {
  if (kind === 'pool') return GIVES_TASK.has(method);
  if (TALKS.has(method)) return true;
  if (kind === 'port' || !ADD_LISTENER.has(method)) return false;
  const event = getStaticString(use.arguments[0]);
  return event !== null && (isAwaited || !LAST_EVENT.has(event));
}

/** May the name stand for another worker from here on? A field may be written by any method, and while one waits. */
function isRenewed(file: SourceFile, node: Node, text: string, root: Variable | 'this', end: Node): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
      return text.startsWith(file.code.getText(node.left));
    case 'VariableDeclarator':
      return root !== 'this' && root.defs.some((definition) => definition.node === node);
    case 'VariableDeclaration':
      return root !== 'this' && root.defs.some((definition) => isInside(definition.node, node));
    case 'ForOfStatement':
    case 'ForInStatement':
      return root !== 'this' && isInside(root.defs[0]?.name as Node, node.left);
    case 'AwaitExpression':
      return (root === 'this' || root.scope.block.type === 'Program') && !isInside(end, node);
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      const isOwn = callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression';
      return isLoop(node.parent) || (root === 'this' && isOwn) || (root !== 'this' && mayWrite(file, node, root));
    }
    default:
      return false;
  }
}

/** `restart()` of the file that sets the variable anew. */
function mayWrite(file: SourceFile, { callee }: TSESTree.CallExpression, root: Variable): boolean {
  if (callee.type !== 'Identifier') return false;
  const fn = findVariable(file, callee)?.defs[0]?.node as Node | undefined;
  return fn !== undefined && root.references.some((one) => one.isWrite() && isInside(one.identifier, fn));
}

/** `worker.threadId` in the listener for its own end: it is -1 by then (facts 9). */
function getThreadIds(file: SourceFile): LateUse[] {
  return getNodes(file.code, 'MemberExpression').flatMap((member): LateUse[] => {
    if (getPropertyName(member) !== 'threadId') return [];
    const text = file.code.getText(unwrap(member.object));
    for (let fn = findEnclosingFunction(member); fn; fn = findEnclosingFunction(fn)) {
      const call = fn.parent;
      const callee = call.type === 'CallExpression' && isFunction(fn) ? unwrap(call.callee) : null;
      if (callee?.type !== 'MemberExpression' || call.type !== 'CallExpression') continue;
      const isOfExit = getStaticString(call.arguments[0]) === 'exit' && ADD_LISTENER.has(getPropertyName(callee) ?? '');
      if (!isOfExit || file.code.getText(unwrap(callee.object)) !== text) continue;
      return findHandle(file, member.object)?.kind === 'worker' ? [{ form: 'threadId', node: member, name: text }] : [];
    }
    return [];
  });
}
