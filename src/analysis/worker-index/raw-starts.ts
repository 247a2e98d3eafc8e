import type { Bindings } from './bindings.ts';
import { Evaluator } from './evaluate.ts';
import { findProperty } from './object-literal.ts';
import { findTokenOrigin, type TokenOrigin } from './origins.ts';
import type { Range, Source } from './source.ts';
import type { StartRow } from './start-rows.ts';
import { UNKNOWN, type Values } from './values.ts';

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

const MAX_TEXT = 80;
const WORKER_SPECIFIER = /[?&](?:shared)?worker\b|^(?:!*)worker-loader[?!]/;
const BY_NAME: StartRow = { kind: 'worker', library: '', file: { argument: 0 }, isWeb: false };
const BUNDLED: StartRow = { kind: 'worker', library: 'web', file: { argument: 0 }, isWeb: true };

/** Every place of a file that starts a worker, a pool, a sandboxed job or a fork, in source order. */
export function readStarts(source: Source, bindings: Bindings, findRow: FindRow): RawStart[] {
  const evaluator = new Evaluator(source, bindings);
  const starts: RawStart[] = [];
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
    const start = bundled ? toBundled(source, i, bundled) : row ? readRow(place, row) : isNew ? readByName(place, origin) : null;
    if (start) starts.push(start);
  }
  return [...starts, ...listUnconstructed(source, bindings, constructed)].sort((a, b) => a.line - b.line);
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
  const argument = args[row.file.argument];
  const range = argument && row.file.property !== undefined ? findProperty(source, argument, row.file.property) : argument;
  const isFunction = row.kind === 'job' && range && isFunctionLike(source, range);
  if (!range || isFunction) return null;
  const isEval = row.kind === 'worker' && args.slice(1).some((options) => hasEval(source, options));
  const values = isEval ? UNKNOWN : evaluator.evaluate(range);
  if (row.kind === 'job' && values.texts.length === 0) return null;
  return { row, line: source.getLine(index), values, isEval, text: getText(source, range), condition: 'none' };
}

/** `new AnyWorker(require.resolve('./x'))`: a class that tokens cannot follow, but with a worker's name and a file. */
function readByName({ source, evaluator, index, open }: Call, origin: { module: string; path: string }): RawStart | null {
  const name = origin.path.split('.').at(-1) || source.getText(index + 1);
  if (!/(?:Worker|Piscina|Tinypool)$/i.test(name) || !source.is(open, '(')) return null;
  const [range] = source.split(open);
  const values = range ? evaluator.evaluate(range) : UNKNOWN;
  if (!range || values.texts.length === 0) return null;
  const row = { ...BY_NAME, library: origin.module === '?' ? name : origin.module };
  return { row, line: source.getLine(index), values, isEval: false, text: getText(source, range), condition: 'file' };
}

function hasEval(source: Source, options: Range): boolean {
  const value = findProperty(source, options, 'eval');
  return value !== null && source.is(value.start, 'true');
}

function isFunctionLike(source: Source, { start, end }: Range): boolean {
  return source.is(start, 'async') || source.is(start, 'function') || source.findTop({ start, end }, '=>') !== -1;
}

/** An import that a bundler turns into a worker's class. */
interface Bundled {
  readonly specifier: string;
  readonly condition: RawStart['condition'];
}

function findBundled(source: Source, bindings: Bindings, index: number): Bundled | null {
  const imported = bindings.find(source.getText(index), index)?.imported;
  if (!imported || source.is(index + 1, '.')) return null;
  const { specifier, name } = imported;
  if (WORKER_SPECIFIER.test(specifier) && !/[?&]url\b/.test(specifier)) return { specifier, condition: 'none' };
  return name === 'default' && /\.worker(?:\.[cm]?[jt]sx?)?$/.test(specifier) ? { specifier, condition: 'no-class' } : null;
}

function toBundled(source: Source, index: number, { specifier, condition }: Bundled): RawStart {
  const file = specifier.replace(/^.*!/, '').replace(/\?.*$/, '');
  const values = { texts: [`require:${file}`], isComplete: true };
  return { row: BUNDLED, line: source.getLine(index), values, isEval: false, text: file, condition };
}

/** `?worker` imports that are handed on instead of constructed here start at the import, as far as this file tells. */
function listUnconstructed(source: Source, bindings: Bindings, constructed: ReadonlySet<string>): RawStart[] {
  return bindings.entries.flatMap(({ specifier, line, names }) => {
    if (!WORKER_SPECIFIER.test(specifier) || /[?&]url\b/.test(specifier)) return [];
    if (names.some(({ local }) => constructed.has(local))) return [];
    return [{ ...toBundled(source, 0, { specifier, condition: 'none' }), line }];
  });
}

/** The names by which functions (not classes) that start something may be called here. */
function getCallNames(bindings: Bindings): Set<string> {
  const names = new Set(['fork', 'pool', 'execaNode', 'Piscina', 'default']);
  for (const { names: imported } of bindings.entries) for (const { name, local } of imported) if (names.has(name)) names.add(local);
  return names;
}

function isCallee(source: Source, index: number): boolean {
  return source.is(index + 1, '(') || (source.is(index + 1, ')') && source.is(index + 2, '('));
}

/** The first token of `a.b.c` or `(0, a.b)` by its last name. */
function findPathStart(source: Source, index: number): number {
  let start = index;
  while (source.is(start - 1, '.') && source.isName(start - 2)) start -= 2;
  const group = source.is(index + 1, ')') ? source.findPartner(index + 1) : null;
  return group ?? start;
}

/** `a.b.C` as it is written, where nothing tells what it is; the module is a name that no table has. */
function readPath(source: Source, start: number): TokenOrigin | null {
  if (!source.isName(start)) return null;
  let end = start + 1;
  while (source.is(end, '.') && source.isName(end + 1)) end += 2;
  return { module: '?', path: source.getText(end - 1), end };
}

function skipTypes(source: Source, index: number): number {
  if (!source.is(index, '<')) return index;
  let depth = 0;
  for (let i = index; i < index + 200; i = source.skip(i)) {
    if (source.is(i, '<')) depth += 1;
    else if (source.is(i, '>')) depth -= 1;
    if (depth === 0) return i + 1;
  }
  return index;
}

function getText(source: Source, range: Range): string {
  const text = source.getSource(range).slice(0, 4 * MAX_TEXT).replace(/\s+/g, ' ');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
