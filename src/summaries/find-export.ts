import type { ProjectFiles } from './project-files.ts';
import { inherit, type RawExport } from './read-export.ts';
import type { ExportedWorker } from '../source/project-view.ts';

/** So many files are followed from an import to where its value is written, and from a class to what it extends. */
const MAX_DEPTH = 5;

/** Follows an import through re-exports and parent classes; null where it leaves the project or is nothing of ours. */
export function findExport(files: ProjectFiles, owner: string, specifier: string, name: string): ExportedWorker | null {
  const found = follow(files, owner, specifier, name, 0);
  if (!found) return null;
  const { file, name: written, raw } = found;
  const { by, isWorker, platform, gentle, runs } = raw;
  const kills = raw.kills.map(({ method, line, file: inherited = file }) => ({
    method,
    place: { file: inherited, line },
  }));
  return isWorker || kills.length > 0 || gentle.length > 0
    ? { file, name: written, by, isWorker, platform, pool: null, kills, gentle, runs }
    : null;
}

interface Found {
  readonly file: string;
  readonly name: string;
  readonly raw: RawExport;
}

function follow(files: ProjectFiles, owner: string, specifier: string, name: string, depth: number): Found | null {
  const { target } = depth < MAX_DEPTH ? files.resolver.resolveModule(owner, specifier) : { target: null };
  if (target === null) return null;
  for (const written of files.listExports(target, name)) {
    const found =
      'from' in written
        ? follow(files, target, written.from.specifier, written.from.name, depth + 1)
        : { file: target, name, raw: written };
    if (found) return addInherited(files, found, depth);
  }
  return null;
}

function addInherited(files: ProjectFiles, found: Found, depth: number): Found {
  const { file, raw } = found;
  const parent = raw.parent && follow(files, file, raw.parent.specifier, raw.parent.name, depth + 1);
  if (parent?.raw.by !== 'new') return found;
  const kills = parent.raw.kills.map((kill) => ({ file: parent.file, ...kill }));
  return { ...found, raw: { ...inherit(raw, { ...parent.raw, kills }), parent: null } };
}
