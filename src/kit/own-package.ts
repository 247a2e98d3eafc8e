import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from './source-file.ts';

const names = new Map<string, string | null>();

/**
 * The name of the package that the file belongs to, by the nearest package.json not above the working folder; null when
 * there is none. A library's own examples import it by a relative path.
 */
export function findOwnPackage({ filename, root }: SourceFile): string | null {
  return filename.startsWith(root) ? findName(path.dirname(filename), root) : null;
}

function findName(folder: string, root: string): string | null {
  const known = names.get(folder);
  if (known !== undefined) return known;
  const name = readName(folder) ?? (folder.length > root.length ? findName(path.dirname(folder), root) : null);
  names.set(folder, name);
  return name;
}

function readName(folder: string): string | null {
  try {
    const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}
