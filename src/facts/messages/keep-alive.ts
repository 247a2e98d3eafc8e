import { isBuiltin } from 'node:module';
import { KEEPS_ALIVE, LISTENS, OPENS, TAKES_OUT } from '../../knowledge/threads.ts';
import { findOrigin, findOriginKey } from '../../semantics/origin.ts';
import { findWorkerRow } from '../../semantics/rows.ts';
import { getHeadedLoops, getNodes, walk, type HeadedLoop } from '../../source/node-index.ts';
import { getLastName, getOuter, getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findThreadBranches } from '../jobs/main-thread-branch.ts';
import { listNamed } from './called-functions.ts';
import { getListeners } from './listener.ts';
import type { KeepAlive } from './types.ts';

export interface Keeper {
  readonly kind: KeepAlive['kind'];
  readonly node: Node;
}

/** What a file starts that keeps its thread alive; not the listeners on the port to the owner. */
export const getKeepAlive = oncePerFile((file): readonly Keeper[] => {
  const main = findThreadBranches(file)?.main ?? [];
  return listAll(file).filter(({ node }) => !main.some((branch) => isInside(node, branch)));
});

function listAll(file: SourceFile): readonly Keeper[] {
  return [
    ...getListeners(file).flatMap(({ kind, channel, node }): Keeper[] =>
      kind === 'handler' && (channel === 'other' || channel === 'name') ? [{ kind: 'listener', node }] : [],
    ),
    ...getNodes(file.code, 'CallExpression').flatMap((call) => findOfCall(file, call) ?? []),
    ...getNodes(file.code, 'NewExpression').flatMap((made) => findOfNew(file, made) ?? []),
    ...getHeadedLoops(file.code).flatMap((node): Keeper[] => (isWaiting(file, node) ? [{ kind: 'loop', node }] : [])),
    ...getNodes(file.code, 'ForOfStatement').flatMap((node): Keeper[] =>
      node.await && !isOverMessages(file, node) ? [{ kind: 'loop', node }] : [],
    ),
  ];
}

function findOfCall(file: SourceFile, call: TSESTree.CallExpression): Keeper | null {
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (method !== null && LISTENS.has(method)) return { kind: 'server', node: call };
  const key = findOriginKey(file, callee);
  if (key !== null && KEEPS_ALIVE.has(key))
    return isUnref(call) ? null : { kind: key.endsWith('Interval') ? 'interval' : 'thread', node: call };
  if (key === '#setTimeout' || key === 'timers#setTimeout')
    return isRearmed(file, call) ? { kind: 'interval', node: call } : null;
  return OPENS.test(getLastName(callee) ?? '') && isOfPackage(file, callee) ? { kind: 'package', node: call } : null;
}

function findOfNew(file: SourceFile, made: TSESTree.NewExpression): Keeper | null {
  if (findWorkerRow(file, made) || KEEPS_ALIVE.has(findOriginKey(file, made.callee) ?? ''))
    return { kind: 'thread', node: made };
  return isOfPackage(file, made.callee) ? { kind: 'package', node: made } : null;
}

/** `setInterval(…).unref()` */
function isUnref(call: Node): boolean {
  const member = getOuter(call).parent;
  return member?.type === 'MemberExpression' && getPropertyName(member) === 'unref';
}

/** A timer that its own callback sets again. */
function isRearmed(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const [callback] = call.arguments;
  return callback !== undefined && listNamed(file, callback).some((fn) => isInside(call, fn.body));
}

function isOfPackage(file: SourceFile, callee: Node): boolean {
  const module = findOrigin(file, callee)?.module ?? '';
  return module !== '' && !isBuiltin(module) && !/^[./#]/.test(module);
}

/** Goes it round, with pauses, for no fixed number of times? */
function isWaiting(file: SourceFile, loop: HeadedLoop): boolean {
  if ((loop.type === 'ForStatement' && loop.update) || isEmptying(file, loop)) return false;
  for (const node of walk(file.code, loop.body, isFunction)) if (node.type === 'AwaitExpression') return true;
  return loop.type === 'ForStatement' ? !loop.test : loop.test.type === 'Literal';
}

/** `while (queue.length > 0) work(queue.shift())`: the loop goes on only while something is left, and takes it out. */
function isEmptying(file: SourceFile, loop: HeadedLoop): boolean {
  if (!loop.test || !empties(loop.test)) return false;
  for (const node of walk(file.code, loop))
    if (node.type === 'CallExpression' && TAKES_OUT.has(getLastName(node.callee) ?? '')) return true;
  return false;
}

function empties(test: Node): boolean {
  const node = unwrap(test);
  if (node.type === 'BinaryExpression')
    return (
      /^(?:>|!==?)$/.test(node.operator) && /^(?:0|undefined|null)$/.test(getText(node.right)) && empties(node.left)
    );
  if (node.type === 'AssignmentExpression') return empties(node.right);
  if (node.type === 'LogicalExpression') return node.operator === '&&' && (empties(node.left) || empties(node.right));
  if (node.type === 'CallExpression') return TAKES_OUT.has(getLastName(node.callee) ?? '');
  return node.type === 'MemberExpression' && /^(?:length|size)$/.test(getPropertyName(node) ?? '');
}

function getText(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? node.raw : '';
}

function isOverMessages(file: SourceFile, loop: TSESTree.ForOfStatement): boolean {
  return getListeners(file).some(({ kind, node }) => kind === 'iteration' && isInside(node, loop.right));
}
