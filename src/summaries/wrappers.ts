import type { FileArgument } from '../knowledge/types.ts';
import type { Binding } from './bindings.ts';
import { findEnclosingFunction, type EnclosingFunction } from './enclosing-function.ts';
import type { Tokens } from './heard-messages.ts';
import { findProperty } from './object-literal.ts';
import type { Range, Source } from './source.ts';
import type { StartRow } from './start-rows.ts';
import type { Values } from './values.ts';

/** A function of the project that starts the file that it is given. */
export interface Wrapper {
  readonly fn: EnclosingFunction;
  /** The parameter, and what the constructor in it is given. */
  readonly binding: Binding;
  readonly range: Range;
  /** Where its callers put the file; the row of what it starts otherwise. */
  readonly row: StartRow;
  /** Is the constructor given the parameter itself, so that a caller of another file tells all? */
  readonly isPlain: boolean;
}

/** A call of one. */
export interface WrapperCall {
  readonly index: number;
  readonly argument: Range;
  readonly values: Values;
}

/** The wrapper that a start at a token is, because a parameter around it names the file; null for any other. */
export function findWrapper({ source, bindings }: Tokens, index: number, range: Range, row: StartRow): Wrapper | null {
  const fn = findEnclosingFunction(source, index);
  if (!fn) return null;
  for (const [argument, part] of source.split(fn.open).entries()) {
    for (const { local, property } of listNames(source, part)) {
      const at = findName(source, range, local);
      const binding = at === -1 ? null : bindings.find(local, at);
      if (!binding || binding.scope.start !== fn.open) continue;
      const file: FileArgument = property === undefined ? { argument } : { argument, property };
      return { fn, binding, range, row: { ...row, file }, isPlain: range.end === range.start + 1 };
    }
  }
  return null;
}

/** The calls of a wrapper in its own file. */
export function listCalls({ source, evaluator }: Tokens, { fn, binding, range, row }: Wrapper): WrapperCall[] {
  const calls: WrapperCall[] = [];
  for (let i = 0; i < source.length; i += 1) {
    if (!source.is(i, fn.name) || !source.is(i + 1, '(') || !isCall(source, i, fn.form)) continue;
    const argument = findArgument(source, i + 1, row.file);
    if (argument)
      calls.push({ index: i, argument, values: evaluator.evaluateWith(range, binding, evaluator.evaluate(argument)) });
  }
  return calls;
}

/** What a call is given for the file; null where that is left out. */
export function findArgument(source: Source, open: number, { argument, property }: FileArgument): Range | null {
  const range = source.split(open).at(argument);
  return (range && property !== undefined ? findProperty(source, range, property) : range) ?? null;
}

function isCall(source: Source, i: number, form: EnclosingFunction['form']): boolean {
  const isMember = source.is(i - 1, '.') || source.is(i - 1, '?.');
  if (form === 'class') return source.is(i - 1, 'new');
  return form === 'method' ? isMember : !isMember && !source.is(i - 1, 'function') && !source.is(i - 1, '*');
}

/** `file`, `private file: string`, `{ file, url: other }` */
function listNames(source: Source, { start, end }: Range): { local: string; property?: string }[] {
  if (source.is(start, '{')) {
    return source.split(start).map((part) => {
      const local = source.is(part.start + 1, ':') ? part.start + 2 : part.start;
      return { local: source.getText(local), property: source.getText(part.start) };
    });
  }
  let first = start;
  while (first + 1 < end && /^(?:public|private|protected|readonly)$/.test(source.getText(first))) first += 1;
  return source.isName(first) ? [{ local: source.getText(first) }] : [];
}

function findName(source: Source, { start, end }: Range, name: string): number {
  for (let i = start; i < end; i += 1) if (source.is(i, name) && !source.is(i - 1, '.')) return i;
  return -1;
}
