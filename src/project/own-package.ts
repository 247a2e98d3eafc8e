import { nodeModules } from '../knowledge/node-modules.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { readManifest, splitSpecifier, type PackageManifest } from './package-manifest.ts';
import { findRelative, getFolder } from './relative-path.ts';

/**
 * The name of the package that the file belongs to, by the nearest package.json that has one and is not above the working
 * folder; null when there is none. A library's own examples import it by a relative path.
 */
export const findOwnPackage = oncePerFile((file): string | null => {
  for (const { name } of listManifests(file)) if (name !== null) return name;
  return null;
});

/**
 * May a specifier that is no path lead to a file of the project? A package of the file's own scope may, and a name that no
 * package.json around gets from elsewhere: a package of the workspace, or an alias of a tsconfig (`@shared/sleep`).
 */
export function mayLeadHome(file: SourceFile, specifier: string): boolean {
  const { name } = splitSpecifier(specifier);
  const own = findOwnPackage(file);
  if (own === name || nodeModules.has(name.replace(/^node:/, ''))) return false;
  if (own?.startsWith('@') && name.startsWith(`${own.split('/', 1)[0] ?? ''}/`)) return true;
  const foreign = listForeign(file);
  return foreign !== null && !foreign.has(name);
}

/** The names of the packages that the manifests around get from elsewhere; null where there is no manifest. */
const listForeign = oncePerFile((file): ReadonlySet<string> | null => {
  const manifests = [...listManifests(file)];
  return manifests.length > 0 ? new Set(manifests.flatMap(({ foreign }) => foreign)) : null;
});

/** The names of the packages that the nearest package.json asks for, those for development left out. */
export const findOwnDependencies = oncePerFile((file): readonly string[] => {
  for (const { dependencies } of listManifests(file)) return dependencies;
  return [];
});

/** May code of the file's package run in a browser, as far as the nearest package.json tells? */
export const isForBundlers = oncePerFile((file): boolean => {
  for (const manifest of listManifests(file)) return manifest.isForBundlers;
  return false;
});

/** The manifests around a file, the nearest first. */
function* listManifests({ filename, root }: { filename: string; root: string }): Generator<PackageManifest> {
  let folder = findRelative(root, filename);
  while (folder) {
    folder = getFolder(folder);
    const manifest = readManifest(root, folder);
    if (manifest) yield manifest;
  }
}
