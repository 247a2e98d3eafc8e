import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The names of ESLint's config file. */
export const FLAT = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`);

/** The nearest of the files upward, as ESLint and oxlint look for them; not above the repository. */
export function findConfig(folder: string, names: readonly string[]): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const found = names.find((name) => existsSync(join(at, name)));
    if (found !== undefined) return join(at, found);
    if (existsSync(join(at, '.git')) || at === dirname(at)) return null;
  }
}
