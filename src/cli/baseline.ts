import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** How often a rule reports lines of this text in this file. */
export interface BaselineEntry {
  /** From the project's root, with `/`. */
  readonly file: string;
  readonly rule: string;
  /** Not indented, single spaces; a long one is cut. */
  readonly line: string;
  readonly count: number;
}

/** Goes up when an older reader would misunderstand the file. */
const VERSION = 1;

/**
 * The entries of a baseline file.
 *
 * @param canBeMissing a missing file has none
 * @throws UsageError, in one line, when it is missing, cannot be read or is malformed.
 */
export function readBaseline(path: string, canBeMissing: boolean): BaselineEntry[] {
  if (canBeMissing && !existsSync(path)) return [];
  const { version, findings } = getPairs(parse(path), path, 'its top');
  if (version !== VERSION) throw getMalformed(path, `its version is not ${VERSION}`);
  const entries: BaselineEntry[] = [];
  for (const [file, rules] of Object.entries(getPairs(findings, path, 'findings'))) {
    for (const [rule, lines] of Object.entries(getPairs(rules, path, file))) {
      for (const [line, count] of Object.entries(getPairs(lines, path, `${file} > ${rule}`))) {
        const isCount = typeof count === 'number' && Number.isInteger(count) && count > 0;
        if (!isCount) throw getMalformed(path, `wrong at ${file} > ${rule} > ${line}`);
        entries.push({ file, rule, line, count });
      }
    }
  }
  return entries;
}

/** Sorted and with a line an entry, so that a diff shows which findings came and went. */
export function printBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = entries
    .map((entry) => ({ entry, key: [entry.file, entry.rule, entry.line].join('\0') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const files = new Map<string, Map<string, Map<string, number>>>();
  for (const { file, rule, line, count } of sorted.map(({ entry }) => entry)) {
    const rules = getOrAdd(files, file, () => new Map<string, Map<string, number>>());
    getOrAdd(rules, rule, () => new Map<string, number>()).set(line, count);
  }
  const replacer = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
  return `${JSON.stringify({ version: VERSION, findings: files }, replacer, 2)}\n`;
}

function parse(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`there is no baseline ${path}; --add-to-baseline writes it`);
    throw new UsageError(`cannot read the baseline ${path} (${code ?? message})`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const isConflict = /^<{7} /m.test(text);
    throw getMalformed(path, isConflict ? 'it holds a merge conflict' : 'it is not JSON');
  }
}

function getMalformed(path: string, reason: string): UsageError {
  return new UsageError(`the baseline ${path} cannot be used: ${reason}; restore it, or delete it and write a new one`);
}

function getPairs(value: unknown, path: string, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw getMalformed(path, `wrong at ${place}`);
  return value as Record<string, unknown>;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
