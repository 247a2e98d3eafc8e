import { existsSync } from 'node:fs';
import path from 'node:path';

/** Does the setting name a file of the project? Packages and aliases are for the program's own tools to find. */
export function isHelperPath(helper: string): boolean {
  return /^(?:\.{0,2}\/|[A-Za-z]:[\\/])/.test(helper);
}

/**
 * Is a copy of the stop helper named that is not there?
 *
 * @param folder absolute, which the path starts from
 */
export function isHelperMissing(helper: string | null, folder: string): boolean {
  if (helper === null || !isHelperPath(helper)) return false;
  const file = path.resolve(folder, helper);
  const ending = /\.[cm]?[jt]s$/.exec(file)?.[0];
  // As code would import it: by the ending of what it is compiled to, or without one.
  const names =
    ending === undefined
      ? ['.ts', '.js', '.mts', '.mjs'].map((other) => `${file}${other}`)
      : [file, `${file.slice(0, -ending.length)}${ending.replace('js', 'ts')}`];
  return !names.some((name) => existsSync(name));
}
