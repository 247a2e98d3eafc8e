import { fileURLToPath } from 'node:url';

/** The path of a file of this package, by its path in the package. */
export function getOwnFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
