import type { ESLint } from 'eslint';
import { resolve } from 'node:path';
import graceful from '../index.ts';
import { UsageError } from './usage-error.ts';

/** What a formatter may print about the rules, by the names that reports give them. */
export const rulesMeta = Object.fromEntries(
  Object.entries(graceful.rules).map(([name, { meta }]) => [`graceful/${name}`, meta]),
);

/**
 * Loads a formatter that is not ours: one of ESLint's, of a package, or of a file.
 *
 * @throws UsageError when there is none of that name.
 */
export async function loadHostFormatter(host: ESLint, name: string): Promise<ESLint.LoadedFormatter> {
  // ESLint takes a path from the project's root; here it is written from the working folder.
  const isPath = !name.startsWith('@') && /[\\/]/.test(name);
  try {
    return await host.loadFormatter(isPath ? resolve(name) : name);
  } catch (error) {
    const reason = /Cannot find module|ENOENT/.test((error as Error).message) ? 'not found' : (error as Error).message;
    throw new UsageError(`cannot load formatter "${name}": ${reason}`);
  }
}
