import type { Node, TSESTree } from '../source/types.ts';
import type { PoolRow, WorkerRow } from '../knowledge/types.ts';
import type { ExportedWorker } from '../source/project-view.ts';
import type { ModuleRef } from './exports.ts';

/** A value that is a worker or a pool of workers, and how that is known. */
export interface Handle {
  readonly kind: 'worker' | 'pool';
  readonly evidence: 'constructor' | 'type' | 'name';
  /** Null where the platform cannot be told, as for a worker known by its name. */
  readonly platform: 'node' | 'web' | null;
  readonly row: WorkerRow | PoolRow | null;
  /** The `new Worker(…)` that made it, where it is in this file. */
  readonly creation: TSESTree.NewExpression | null;
  /** What another file says about it, where that made it. */
  readonly made?: ExportedWorker;
}

/** A value that is known to be something else, so that its name counts for nothing. */
export const OTHER = 'other';
/** Something of another file whose methods end workers. */
export interface Owner {
  readonly kind: 'owner';
  readonly made: ExportedWorker;
}

/** An export of another file, and what is done with it. */
export interface MadeRef extends ModuleRef {
  readonly by: ExportedWorker['by'];
}

/** What another file made, while nothing can be asked about that file. */
export interface Imported {
  readonly kind: 'imported';
  readonly ref: MadeRef;
}

export type ValueType = Handle | Owner | Imported | typeof OTHER | null;

/** What an expression turns out to be; `elements` counts the collections around the value that is asked for. */
export type Ask = (node: Node | null | undefined, elements: number) => ValueType;

/**
 * The first that is known, else that it is another file's, else that something else is known, else nothing; no more are
 * asked for than are needed.
 */
export function firstOf<T>(list: readonly T[], ask: (one: T) => ValueType): ValueType {
  let found: ValueType = null;
  for (const one of list) {
    const type = ask(one);
    if (type !== null && type !== OTHER && type.kind !== 'imported') return type;
    if (type !== null && (found === null || found === OTHER)) found = type;
  }
  return found;
}
