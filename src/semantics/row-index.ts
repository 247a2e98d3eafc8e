import { dirname } from 'node:path';
import { FILE_PREFIX, getFileKey } from '../project/file-key.ts';
import type { SourceFile } from '../source/source-file.ts';
import { nodeModules } from '../knowledge/node-modules.ts';
import type { Origin } from './module-path.ts';

/** Rows by the exports that they name. */
export type RowIndex<Row> = ReadonlyMap<string, Row>;

/** `name` as in the tables: `default` is the module itself. */
export function getRowKey(module: string, name: string): string {
  return `${module}#${name}`;
}

/**
 * The row for an origin. `import x`, `require()` and `import * as x` of a CommonJS package give the same object, so
 * `default` and the module itself are one, and so are `default.pool` and `pool`. The user's rows may name a file of the
 * project (`./src/sleep.js`, relative to ESLint's working folder).
 */
export function findRow<Row>(file: SourceFile, rows: RowIndex<Row>, origin: Origin): Row | null {
  const { module } = origin;
  const name = getExportName(origin);
  const row = rows.get(getRowKey(module, name));
  if (row || !module.startsWith('.') || !namesFiles(rows)) return row ?? null;
  return rows.get(getRowKey(getFileKey(dirname(file.filename), module), name)) ?? null;
}

/**
 * Words of the text without which no expression has an origin of the rows: the name of each package, or of each global.
 * A part of a package may be reached from its root: `require('timers').promises`.
 */
export function getWordsOf(rows: RowIndex<unknown>): string[] {
  const words = [...rows.keys()].map((key) => {
    const [module = '', name = ''] = key.split('#');
    return module === '' ? (name.split('.').at(-1) ?? '') : (/^(?:@[^/]*\/)?[^/]*/.exec(module)?.[0] ?? '');
  });
  return [...new Set(words)];
}

const fileRows = new WeakMap<object, boolean>();

/** Does any row name a file of the project? */
function namesFiles(rows: RowIndex<unknown>): boolean {
  let answer = fileRows.get(rows);
  if (answer === undefined) fileRows.set(rows, (answer = [...rows.keys()].some((key) => key.startsWith(FILE_PREFIX))));
  return answer;
}

/** The export name that tables use: without the `default` through which CommonJS packages are reached. */
export function getExportName({ module, path }: Origin): string {
  if (module === '' || nodeModules.has(module)) return path;
  if (path === '' || path === 'default') return 'default';
  return path.startsWith('default.') ? path.slice('default.'.length) : path;
}

/** A user's module specifier as `findRow` looks it up. */
export function getModuleKey(file: SourceFile, module: string): string {
  return module.startsWith('.') ? getFileKey(file.root, module) : module.replace(/^node:/, '');
}
