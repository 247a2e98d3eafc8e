import type { Bindings } from './bindings.ts';
import type { Evaluator } from './evaluate.ts';
import { findBundled, listUnconstructed, toBundled } from './bundled-imports.ts';
import { getExcerpt } from './excerpt.ts';
import type { Tokens } from './heard-messages.ts';
import { findProperty } from './object-literal.ts';
import { findPathStart, findTokenOrigin, type TokenOrigin } from './origins.ts';
import { listBreeJobs, listMethodCalls, listSuperCalls, type MethodRow } from './other-starts.ts';
import type { Range, Source } from './source.ts';
import type { StartRow } from './start-rows.ts';
import { UNKNOWN, type Values } from './values.ts';
import { readWrapper, type RawWrapper, type Read } from './wrapper-starts.ts';
import { findArgument } from './wrappers.ts';

/** A start as its own file tells it; files are looked up later, when all of them are known. */
export interface RawStart {
  readonly row: StartRow;
  readonly line: number;
  readonly values: Values;
  readonly isEval: boolean;
  /** Source text of what names the file, shortened. */
  readonly text: string | null;
  /**
   * What has to hold for it to be a start: `file` that the value is the path or URL of a file of the project, because
   * only the constructor's name speaks for a worker; `no-class` that the target has no default export.
   */
  readonly condition: 'none' | 'file' | 'no-class';
}

/** What of a table row a constructor or function is; `findRow` gives it. */
export type FindRow = (origin: { readonly module: string; readonly path: string }) => StartRow | null;

const BY_NAME: StartRow = { kind: 'worker', library: '', file: { argument: 0 }, isWeb: false };
/** Every place of a file that starts a worker, a pool, a sandboxed job or a fork, in source order. */
export function readStarts(
  tokens: Tokens,
  findRow: FindRow,
  methods: ReadonlyMap<string, readonly MethodRow[]>,
): { starts: RawStart[]; wrappers: RawWrapper[] } {
  const { source } = tokens;
  const others = [...listSuperCalls(tokens, findRow), ...listMethodCalls(tokens, methods), ...listBreeJobs(tokens)];
  const read = [
    ...readConstructors(tokens, findRow),
    ...others.map(({ row, index, range, values, condition }): Read => ({
      start: { row, line: source.getLine(index), values, isEval: false, text: getExcerpt(source, range), condition },
      index,
      range,
    })),
  ];
  const wrapped = read.flatMap((one) => readWrapper(tokens, one) ?? []);
  const covered = new Set(wrapped.filter(({ isCovered }) => isCovered).map(({ start }) => start));
  const starts = [
    ...read.map(({ start }) => start).filter((start) => !covered.has(start)),
    ...wrapped.flatMap(({ calls }) => calls),
  ];
  return { starts: starts.sort((a, b) => a.line - b.line), wrappers: wrapped.flatMap(({ wrappers }) => wrappers) };
}

function readConstructors({ source, bindings, evaluator }: Tokens, findRow: FindRow): Read[] {
  const read: Read[] = [];
  const callNames = getCallNames(bindings);
  const constructed = new Set<string>();
  for (let i = 0; i < source.length; i += 1) {
    if (!source.isName(i)) continue;
    const isNew = source.is(i, 'new');
    if (!isNew && !(callNames.has(source.getText(i)) && isCallee(source, i))) continue;
    if (!isNew && source.is(findPathStart(source, i) - 1, 'new')) continue;
    const first = isNew ? i + 1 : findPathStart(source, i);
    const origin = findTokenOrigin(source, bindings, first) ?? (isNew ? readPath(source, first) : null);
    if (!origin) continue;
    const open = skipTypes(source, origin.end);
    const place = { source, evaluator, index: i, open };
    const bundled = isNew ? findBundled(source, bindings, i + 1) : null;
    if (bundled) constructed.add(source.getText(i + 1));
    const row = bundled ? null : findRow(origin);
    const start = bundled
      ? toBundled(source, i, bundled)
      : row
        ? readRow(place, row)
        : isNew
          ? readByName(place, origin)
          : null;
    if (start)
      read.push({ start, index: i, range: source.is(open, '(') ? findArgument(source, open, start.row.file) : null });
  }
  return [
    ...read,
    ...listUnconstructed(source, bindings, constructed).map((start) => ({ start, index: -1, range: null })),
  ];
}

interface Call {
  readonly source: Source;
  readonly evaluator: Evaluator;
  readonly index: number;
  /** The parenthesis; a `new` may have none. */
  readonly open: number;
}

function readRow({ source, evaluator, index, open }: Call, row: StartRow): RawStart | null {
  const args = source.is(open, '(') ? source.split(open) : [];
  const range = findArgument(source, open, row.file);
  const isFunction = row.kind === 'job' && range && isFunctionLike(source, range);
  if (!range || isFunction) return null;
  const isEval = row.kind === 'worker' && args.slice(1).some((options) => hasEval(source, options));
  const values = isEval ? UNKNOWN : evaluator.evaluate(range);
  if (row.kind === 'job' && values.texts.length === 0) return null;
  return { row, line: source.getLine(index), values, isEval, text: getExcerpt(source, range), condition: 'none' };
}

/** `new AnyWorker(require.resolve('./x'))`: a class that tokens cannot follow, but with a worker's name and a file. */
function readByName(
  { source, evaluator, index, open }: Call,
  origin: { module: string; path: string },
): RawStart | null {
  const name = origin.path.split('.').at(-1) || source.getText(index + 1);
  if (!/(?:Worker|Piscina|Tinypool)$/i.test(name) || !source.is(open, '(')) return null;
  const [range] = source.split(open);
  const values = range ? evaluator.evaluate(range) : UNKNOWN;
  if (!range || values.texts.length === 0) return null;
  const row = { ...BY_NAME, library: origin.module === '?' ? name : origin.module };
  return {
    row,
    line: source.getLine(index),
    values,
    isEval: false,
    text: getExcerpt(source, range),
    condition: 'file',
  };
}

function hasEval(source: Source, options: Range): boolean {
  const value = findProperty(source, options, 'eval');
  return value !== null && source.is(value.start, 'true');
}

function isFunctionLike(source: Source, { start, end }: Range): boolean {
  return source.is(start, 'async') || source.is(start, 'function') || source.findTop({ start, end }, '=>') !== -1;
}

/** The names by which functions (not classes) that start something may be called here. */
function getCallNames(bindings: Bindings): Set<string> {
  const names = new Set(['fork', 'pool', 'execaNode', 'Piscina', 'default']);
  for (const { names: imported } of bindings.entries)
    for (const { name, local } of imported) if (names.has(name)) names.add(local);
  return names;
}

function isCallee(source: Source, index: number): boolean {
  return source.is(index + 1, '(') || (source.is(index + 1, ')') && source.is(index + 2, '('));
}

/** `a.b.C` as it is written, where nothing tells what it is; the module is a name that no table has. */
function readPath(source: Source, start: number): TokenOrigin | null {
  if (!source.isName(start)) return null;
  let end = start + 1;
  while (source.is(end, '.') && source.isName(end + 1)) end += 2;
  return { module: '?', path: source.getText(end - 1), end };
}

/** Behind `<Data, Result>`. */
export function skipTypes(source: Source, index: number): number {
  if (!source.is(index, '<')) return index;
  let depth = 0;
  for (let i = index; i < index + 200; i = source.skip(i)) {
    if (source.is(i, '<')) depth += 1;
    else if (source.is(i, '>')) depth -= 1;
    if (depth === 0) return i + 1;
  }
  return index;
}
