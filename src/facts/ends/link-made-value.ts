import type { MadeRef } from '../../semantics/handle.ts';
import { pools } from '../../knowledge/pools.ts';
import type { PoolRow } from '../../knowledge/types.ts';
import type { MadeValue } from './made-value.ts';
import type { KillMethod, OpenKill } from './method-kills.ts';

/** A value with all that other files tell about it, and where it is written. */
export interface LinkedValue {
  /** Relative to the root. */
  readonly file: string;
  readonly made: MadeValue;
}

/** Finds what a reference of the file leads to, linked itself; null where that is nothing of ours. */
export type FindLinked = (ref: MadeRef) => LinkedValue | null;

/** Adds what a value inherits or was made by, and decides its open kills. Pools of the settings go by `ownPools`. */
export function linkMadeValue(own: MadeValue, find: FindLinked, ownPools: readonly PoolRow[] = []): MadeValue {
  const parent = own.parent && findMade(own.parent, find);
  const kills: KillMethod[] = [...own.kills];
  const gentle = new Set(own.gentle);
  for (const open of own.open) {
    const found = open.on === 'parent' ? parent : findMade(open.on, find);
    const kill = findKill(open, found, [...ownPools, ...pools]);
    if (kill === null || kills.some(({ method }) => method === open.method)) continue;
    if (open.isUnexpected && kill !== 'gentle') kills.push({ method: open.method, ...kill });
    else gentle.add(open.method);
  }
  const known = new Set(own.all);
  const isNew = (method: string): boolean => !known.has(method);
  const inherited = parent?.made;
  kills.push(...listKillsOf(parent).filter(({ method }) => isNew(method)));
  for (const method of inherited?.gentle ?? []) if (isNew(method)) gentle.add(method);
  const isKill = (name: string): boolean => kills.some(({ method }) => method === name);
  return {
    by: own.by,
    isWorker: own.isWorker || (inherited?.isWorker ?? false),
    platform: own.platform ?? inherited?.platform ?? null,
    pool: own.pool ?? inherited?.pool ?? null,
    parent: null,
    kills,
    gentle: [...gentle].filter((method) => !isKill(method)),
    open: [],
    runs: [...own.runs, ...(inherited?.runs ?? []).filter(isNew)].filter((method) => !isKill(method)),
    all: [...own.all, ...(inherited?.all ?? []).filter(isNew)],
  };
}

function findMade(ref: MadeRef, find: FindLinked): LinkedValue | null {
  const found = find(ref);
  return found?.made.by === ref.by ? found : null;
}

function listKillsOf(parent: LinkedValue | null): KillMethod[] {
  return (parent?.made.kills ?? []).map((kill) => ({ file: parent?.file, ...kill }) as KillMethod);
}

/** Where the call kills; `gentle` for one that asks first, null for one that has nothing to do with workers. */
function findKill(
  open: OpenKill,
  found: LinkedValue | null,
  rows: readonly PoolRow[],
): Omit<KillMethod, 'method'> | 'gentle' | null {
  const { on, calls, line, byName } = open;
  if (!found) return byName && on !== 'parent' && (on.by !== 'new' || on.specifier.startsWith('.')) ? { line } : null;
  const { made } = found;
  if (made.gentle.includes(calls)) return 'gentle';
  if (on === 'parent') {
    const kill = listKillsOf(found).find(({ method }) => method === calls);
    if (kill) return { line: kill.line, ...(kill.file === undefined ? {} : { file: kill.file }) };
  }
  const isOfLibrary = made.isWorker
    ? calls === 'terminate'
    : isPoolKill(
        open,
        rows.find(({ module }) => module === made.pool),
      );
  return isOfLibrary || byName ? { line } : null;
}

function isPoolKill({ calls, force }: OpenKill, row: PoolRow | undefined): boolean {
  return row?.kills.some((kill) => kill.method === calls && (kill.forceArgument ?? force) === force) ?? false;
}
