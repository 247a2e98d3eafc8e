import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigEntry } from './eslint-entries.ts';
import { UsageError } from './usage-error.ts';

/** The project that a command works on. */
export interface Project {
  /** Absolute path of its root folder. */
  readonly root: string;
  /** Path and text of its package.json; null when there is none. */
  readonly manifest: { readonly path: string; readonly text: string; readonly data: Record<string, unknown> } | null;
  /** What its ESLint config says of us; absent where nobody has asked. */
  readonly entries?: readonly ConfigEntry[];
}

/**
 * The project around an absolute path: the nearest folder upward with a package.json, else the folder itself.
 *
 * @throws UsageError when package.json cannot be read.
 */
export function getProject(folder: string): Project {
  const root = findUpward(folder, 'package.json');
  if (root === null) return { root: folder, manifest: null };
  const path = join(root, 'package.json');
  try {
    const text = readFileSync(path, 'utf8');
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Error('it is not an object');
    return { root, manifest: { path, text, data: data as Record<string, unknown> } };
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as Error).message}`);
  }
}

/** The nearest folder from `folder` upward that holds `name`. */
export function findUpward(folder: string, name: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (at === dirname(at)) return null;
  }
}
