import type { Tokens } from './heard-messages.ts';
import { getExcerpt } from './excerpt.ts';
import { listExports } from './exported-names.ts';
import { findPathStart, findTokenOrigin } from './origins.ts';
import type { FindRow, RawStart } from './raw-starts.ts';
import type { Range, Source } from './source.ts';
import type { StartRow } from './start-rows.ts';
import { UNKNOWN } from './values.ts';
import { findArgument, findWrapper, listCalls, type Wrapper } from './wrappers.ts';

/** An exported function or class that starts the file that it is given. */
export interface RawWrapper {
  /** Of the export. */
  readonly name: string;
  readonly row: StartRow;
}

/** A start with the tokens that it was read from. */
export interface Read {
  readonly start: RawStart;
  readonly index: number;
  /** Null where no expression names the file. */
  readonly range: Range | null;
}

/** What calls the function around a start whose file is a parameter; covered when no other caller can be. */
export function readWrapper(
  tokens: Tokens,
  { start, index, range }: Read,
): { start: RawStart; calls: RawStart[]; wrappers: RawWrapper[]; isCovered: boolean } | null {
  const isOpen = range !== null && !start.isEval && start.values.texts.length === 0;
  const wrapper = isOpen ? findWrapper(tokens, index, range, start.row) : null;
  if (!wrapper) return null;
  const { source } = tokens;
  const found = listCalls(tokens, wrapper);
  const calls = found
    .filter(({ values }) => values.texts.length > 0)
    .map(({ index: at, argument, values }): RawStart => ({
      ...start,
      row: wrapper.row,
      line: source.getLine(at),
      values,
      text: getExcerpt(source, argument),
    }));
  const exports = listWrapperExports(source, wrapper);
  const isCovered = calls.length > 0 && calls.length === found.length && exports !== null && exports.length === 0;
  return { start, calls, wrappers: wrapper.isPlain ? (exports ?? []) : [], isCovered };
}

/** Null for a method, which anybody may call. */
function listWrapperExports(source: Source, { fn, row }: Wrapper): RawWrapper[] | null {
  if (fn.form === 'method') return null;
  return listExports(source)
    .filter(({ local }) => local === fn.name)
    .map(({ name }) => ({ name, row }));
}

/** The calls of functions that other files export; `findRow` knows them by their module and name. */
export function listWrapperCalls({ source, bindings, evaluator }: Tokens, findRow: FindRow): RawStart[] {
  const starts: RawStart[] = [];
  for (let i = 0; i < source.length; i += 1) {
    if (!source.isName(i) || !source.is(i + 1, '(') || source.is(i - 1, 'function')) continue;
    const first = findPathStart(source, i);
    const origin = source.is(i, 'super') ? null : findTokenOrigin(source, bindings, first);
    const row = origin && origin.module !== '' && origin.end === i + 1 ? findRow(origin) : null;
    const range = row && findArgument(source, i + 1, row.file);
    const values = range ? evaluator.evaluate(range) : UNKNOWN;
    if (!row || !range || values.texts.length === 0) continue;
    starts.push({
      row,
      line: source.getLine(i),
      values,
      isEval: false,
      text: getExcerpt(source, range),
      condition: 'file',
    });
  }
  return starts;
}
