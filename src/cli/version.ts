import { readFileSync } from 'node:fs';
import { getOwnFile } from './own-file.ts';

/** The version of this package. */
export function getVersion(): string {
  return (JSON.parse(readFileSync(getOwnFile('package.json'), 'utf8')) as { version: string }).version;
}
