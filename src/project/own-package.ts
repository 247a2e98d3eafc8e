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

/** Is it a package of the same scope as the file's own, as those of one repository are: `@acme/tools` for `@acme/app`? */
export function isSiblingPackage(file: SourceFile, specifier: string): boolean {
  if (!specifier.startsWith('@')) return false;
  const own = findOwnPackage(file);
  const scope = `${specifier.split('/', 1)[0] ?? ''}/`;
  return own !== null && own.startsWith(scope) && own !== splitSpecifier(specifier).name;
}

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
