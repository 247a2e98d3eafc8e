import { listExportsOf, type ExportSummary } from '../facts/ends/exported-values.ts';
import { linkMadeValue, type LinkedValue } from '../facts/ends/link-made-value.ts';
import type { PoolRow } from '../knowledge/types.ts';
import type { ModuleRef } from '../semantics/exports.ts';
import type { ExportedWorker } from '../source/project-view.ts';

/** The files of a project as linking needs them; names are relative to the root. */
export interface LinkedFiles {
  readonly ownPools: readonly PoolRow[];
  listExports(file: string): readonly ExportSummary[];
  /** Null where a specifier leads to no file of the project. */
  resolve(file: string, specifier: string): string | null;
}

/** So many files are followed from an import to where its value is written, and from a class to what it extends. */
const MAX_DEPTH = 5;

/** Follows an import through re-exports and parent classes; null where it leaves the project or is nothing of ours. */
export function findLinkedExport(files: LinkedFiles, owner: string, ref: ModuleRef): ExportedWorker | null {
  const found = follow(files, owner, ref, 0);
  if (!found) return null;
  const { file, name, made } = found;
  const { by, isWorker, platform, pool, gentle, runs } = made;
  const kills = made.kills.map(({ method, line, file: place = file }) => ({ method, place: { file: place, line } }));
  const isOurs = isWorker || pool !== null || kills.length > 0 || gentle.length > 0;
  return isOurs ? { file, name, by, isWorker, platform, pool, kills, gentle, runs } : null;
}

function follow(
  files: LinkedFiles,
  owner: string,
  { specifier, name }: ModuleRef,
  depth: number,
): (LinkedValue & { readonly name: string }) | null {
  const target = depth < MAX_DEPTH ? files.resolve(owner, specifier) : null;
  if (target === null) return null;
  for (const one of listExportsOf(files.listExports(target), name)) {
    if (one.made) {
      const made = linkMadeValue(one.made, (ref) => follow(files, target, ref, depth + 1), files.ownPools);
      return { file: target, name, made };
    }
    const found = one.from && follow(files, target, one.from, depth + 1);
    if (found) return found;
  }
  return null;
}

/** Where an import leads, re-exports followed; null where that leaves the project. */
export function followExport(
  files: LinkedFiles,
  owner: string,
  { specifier, name }: ModuleRef,
  depth = 0,
): { readonly file: string; readonly name: string } | null {
  const target = depth < MAX_DEPTH ? files.resolve(owner, specifier) : null;
  if (target === null) return null;
  for (const { from } of listExportsOf(files.listExports(target), name)) {
    const found = from ? followExport(files, target, from, depth + 1) : { file: target, name };
    if (found) return found;
  }
  return null;
}
