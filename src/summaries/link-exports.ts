import { addParent, listExportsOf, type ExportSummary } from '../facts/ends/exported-values.ts';
import type { MadeValue } from '../facts/ends/made-value.ts';
import type { ModuleRef } from '../semantics/exports.ts';
import type { ExportedWorker } from '../source/project-view.ts';
import type { ProjectFiles } from './project-files.ts';

/** So many files are followed from an import to where its value is written, and from a class to what it extends. */
const MAX_DEPTH = 5;

/** An export in the file that it is written in. */
export interface WrittenExport {
  readonly file: string;
  /** The path of names by which that file exports it. */
  readonly name: string;
  readonly made: MadeValue | null;
}

/** Where an import leads, re-exports followed; null where that leaves the project or is an export of nothing. */
export function followExport(
  files: ProjectFiles,
  owner: string,
  { specifier, name }: ModuleRef,
  accepts: (one: ExportSummary) => boolean = () => true,
  depth = 0,
): WrittenExport | null {
  const { target } = depth < MAX_DEPTH ? files.resolver.resolveModule(owner, specifier) : { target: null };
  if (target === null) return null;
  for (const one of listExportsOf(files.findExports(target), name)) {
    if (!one.from || one.made) {
      if (accepts(one)) return { file: target, name, made: one.made };
      continue;
    }
    const found = followExport(files, target, one.from, accepts, depth + 1);
    if (found) return found;
  }
  return null;
}

/** What an import is, or gives, as far as it has to do with workers: with what its classes inherit from other files. */
export function findExport(files: ProjectFiles, owner: string, ref: ModuleRef): ExportedWorker | null {
  const found = followExport(files, owner, ref, ({ made }) => made !== null);
  const made = found?.made && addInherited(files, found.file, found.made, 0);
  if (!found || !made) return null;
  const { by, isWorker, platform, pool, gentle, runs } = made;
  const kills = made.kills.map(({ method, line, file = found.file }) => ({ method, place: { file, line } }));
  const isOurs = isWorker || pool !== null || kills.length > 0 || gentle.length > 0;
  return isOurs ? { file: found.file, name: found.name, by, isWorker, platform, pool, kills, gentle, runs } : null;
}

function addInherited(files: ProjectFiles, file: string, own: MadeValue, depth: number): MadeValue {
  const parent =
    own.parent && depth < MAX_DEPTH ? followExport(files, file, own.parent, ({ made }) => made !== null) : null;
  if (!parent?.made) return own;
  const made = addInherited(files, parent.file, parent.made, depth + 1);
  return addParent(own, made, parent.file);
}
