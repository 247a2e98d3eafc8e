import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from '../source/source-file.ts';

interface Manifest {
  readonly name: string | null;
  readonly dependencies: readonly string[];
}

const manifests = new Map<string, Manifest | null>();

/**
 * The name of the package that the file belongs to, by the nearest package.json not above the working folder; null when
 * there is none. A library's own examples import it by a relative path.
 */
export function findOwnPackage({ filename, root }: SourceFile): string | null {
  return filename.startsWith(root)
    ? (find(path.dirname(filename), root, ({ name }) => name !== null)?.name ?? null)
    : null;
}

/** The names of the packages that the nearest package.json asks for, those for development left out. */
export function findOwnDependencies({ filename, root }: SourceFile): readonly string[] {
  return (filename.startsWith(root) && find(path.dirname(filename), root, () => true)?.dependencies) || [];
}

function find(folder: string, root: string, accepts: (manifest: Manifest) => boolean): Manifest | null {
  let manifest = manifests.get(folder);
  if (manifest === undefined) manifests.set(folder, (manifest = read(folder)));
  if (manifest && accepts(manifest)) return manifest;
  return folder.length > root.length ? find(path.dirname(folder), root, accepts) : null;
}

function read(folder: string): Manifest | null {
  try {
    const { name, dependencies, peerDependencies } = JSON.parse(
      readFileSync(path.join(folder, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    const asked = [dependencies, peerDependencies].flatMap((list) =>
      typeof list === 'object' && list ? Object.keys(list) : [],
    );
    return { name: typeof name === 'string' ? name : null, dependencies: asked };
  } catch {
    return null;
  }
}
