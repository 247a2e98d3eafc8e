import path from 'node:path';
import { dropExtension } from './source-names.ts';

export const FILE_PREFIX = 'file:';

/**
 * What a relative module specifier of a folder means, however it is written: rows of the user's settings and the imports of
 * files meet in it.
 */
export function getFileKey(folder: string, specifier: string): string {
  return `${FILE_PREFIX}${dropExtension(path.resolve(folder, specifier))}`;
}
