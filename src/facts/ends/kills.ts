import { isAbsolute } from 'node:path';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { KILLS_ARGUMENT, pools } from '../../knowledge/pools.ts';
import type { KillCall, PoolRow, WorkerRow } from '../../knowledge/types.ts';
import { findHandle, findOwner, type Handle } from '../../semantics/find-handle.ts';
import { isOwnModule } from '../../semantics/imported.ts';
import { findOrigin, findOriginKey } from '../../semantics/origin.ts';
import { getValue } from '../../semantics/values.ts';
import type { ExportedWorker } from '../../source/project-view.ts';

/** A place where running work is ended from outside. */
export interface Kill {
  /** The call, or the `await using` declaration whose end makes it. */
  readonly node: TSESTree.CallExpression | TSESTree.VariableDeclarator;
  /** The worker or pool. */
  readonly target: Node;
  readonly handle: Handle;
  /** `static`: a function of a library that is given what it kills. */
  readonly how: 'terminate' | 'pool' | 'dispose' | 'static';
}

/** Every kill of the file, in source order; what the receiver is decides, not the method's name alone. */
export const getKills = oncePerFile((file): readonly Kill[] => {
  return [
    ...getNodes(file.code, 'CallExpression').flatMap((call) => findKill(file, call) ?? []),
    ...getNodes(file.code, 'VariableDeclaration').flatMap((node) => getDisposals(file, node)),
  ];
});

/** What the calls that kill are called. */
export const getKillMethods = oncePerFile(({ settings }): ReadonlySet<string> => {
  return new Set([
    'terminate',
    ...[...pools, ...settings.pools].flatMap((row) => row.kills.map((kill) => kill.method)),
  ]);
});

/** The kill that a call is; null for any other call. */
export function findKill(file: SourceFile, call: TSESTree.CallExpression): Kill | null {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const method = getPropertyName(callee);
  if (method === null || !getKillMethods(file).has(method)) return null;
  const [given] = call.arguments;
  if (given && KILLS_ARGUMENT.has(findOriginKey(file, callee) ?? ''))
    return { node: call, target: given, handle: SPAWNED, how: 'static' };
  const handle = findHandle(file, callee.object);
  if (!handle) return null;
  if (handle.kind === 'pool') {
    return isKillOf(handle.row as PoolRow, method, call)
      ? { node: call, target: callee.object, handle, how: 'pool' }
      : null;
  }
  // A worker's own `terminate` takes a callback at most: what is given a flag is a wrapper that may do as it likes.
  if (handle.evidence === 'name' && /^(?:Literal|ObjectExpression)$/.test(call.arguments[0]?.type ?? '')) return null;
  // So is what another file makes, where its `terminate` asks or waits first.
  if (handle.evidence === 'name' && isGentle(file, callee.object, method)) return null;
  return method === 'terminate' ? { node: call, target: callee.object, handle, how: 'terminate' } : null;
}

/** A thread of `threads`, which is known by what is done with it. */
const SPAWNED: Handle = { kind: 'worker', evidence: 'constructor', platform: null, row: null, creation: null };

function isGentle(file: SourceFile, object: Node, method: string): boolean {
  return (findOwner(file, object) ?? findMaker(file, object))?.gentle.includes(method) ?? false;
}

/** The class of another file whose static method gave the value: `const thread = await Thread.find(id)`. */
function findMaker(file: SourceFile, object: Node): ExportedWorker | null {
  let value = getValue(file, object);
  if (value.type === 'AwaitExpression') value = unwrap(value.argument);
  const origin = value.type === 'CallExpression' ? findOrigin(file, value.callee) : null;
  if (!origin || !isOwnModule(origin.module) || !isAbsolute(file.filename) || !file.project.isLinked) return null;
  const owner = origin.path.split('.').slice(0, -1).join('.');
  return owner === '' ? null : file.project.getIndex().findExport(file.filename, origin.module, owner);
}

/** Does the call of the method kill, on what a row of knowledge makes? */
export function isKillOf(row: WorkerRow | PoolRow, method: string, call: TSESTree.CallExpression): boolean {
  if ('platform' in row) return method === 'terminate';
  return row.kills.some((kill) => kill.method === method && isForced(kill, call));
}

function isForced(kill: KillCall, call: TSESTree.CallExpression): boolean {
  if (kill.forceArgument === undefined) return true;
  const argument = call.arguments[kill.forceArgument];
  return argument?.type === 'Literal' && argument.value === true;
}

/** `await using worker = new Worker(…)`: its dispose is `terminate()` (Node 22.18, 24.2 and later; facts 9). */
function getDisposals(file: SourceFile, node: TSESTree.VariableDeclaration): Kill[] {
  if (node.kind !== 'await using') return [];
  return node.declarations.flatMap((declarator) => {
    const handle = declarator.init ? findHandle(file, declarator.init) : null;
    return handle?.kind === 'worker' && handle.evidence !== 'name' && handle.platform === 'node'
      ? [{ node: declarator, target: declarator.id, handle, how: 'dispose' as const }]
      : [];
  });
}
