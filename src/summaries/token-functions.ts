import type { Range, Source } from './source.ts';

/** A function by its tokens. */
export interface TokenFunction {
  /** One part for each parameter. */
  readonly parameters: readonly Range[];
  readonly body: Range;
}

const NO_FUNCTION = /^(?:if|for|while|switch|with|catch|return|await|typeof|new)$/;

/** The function or arrow that an expression is, also `fn.bind(x)` around one; null for anything else. */
export function readFunction(source: Source, { start, end }: Range): TokenFunction | null {
  let at = start;
  while (source.is(at, '(') && source.skip(at) >= end && !source.is(source.skip(at), '=>')) at += 1;
  if (source.is(at, 'async') && !source.is(at + 1, '=>')) at += 1;
  if (source.is(at, 'function')) {
    at += 1;
    if (source.is(at, '*')) at += 1;
    if (source.isName(at)) at += 1;
    return readAfterName(source, at);
  }
  if (source.isName(at) && source.is(at + 1, '=>')) {
    return { parameters: [{ start: at, end: at + 1 }], body: readArrowBody(source, at + 1) };
  }
  const arrow = source.is(at, '(') ? findArrow(source, source.skip(at)) : null;
  return arrow === null ? null : { parameters: source.split(at), body: readArrowBody(source, arrow) };
}

/** The function, method or field of this name; the first in the file where there are several. */
export function findFunction(source: Source, name: string): TokenFunction | null {
  for (let i = 0; i < source.length; i += 1) {
    if (!source.is(i, name)) continue;
    const found = readNamedFunction(source, i);
    if (found) return found;
  }
  return null;
}

/** The function whose name is the token: a method, a field, a property or a declaration. */
export function readNamedFunction(source: Source, i: number): TokenFunction | null {
  if (source.is(i + 1, '=') || source.is(i + 1, ':')) {
    const start = source.is(i + 1, ':') ? skipAnnotation(source, i + 2) : i + 2;
    return readFunction(source, source.getExpression(start));
  }
  const isCall =
    source.is(i - 1, '.') || NO_FUNCTION.test(source.getText(i - 1)) || NO_FUNCTION.test(source.getText(i));
  return isCall ? null : readAfterName(source, i + 1);
}

/** `handler: (e: X) => void = (e) => {}` against `{ handler: (e) => {} }`: a type has no body that is a block. */
function skipAnnotation(source: Source, start: number): number {
  const { end } = source.getExpression(start);
  const equals = source.findTop({ start, end }, '=');
  return equals === -1 ? start : equals + 1;
}

/** `(a, b): Type {` */
function readAfterName(source: Source, open: number): TokenFunction | null {
  if (!source.is(open, '(')) return null;
  const close = source.findPartner(open);
  if (close === null) return null;
  let brace = close + 1;
  if (source.is(brace, ':')) while (brace < close + 40 && !source.is(brace, '{') && !source.is(brace, ';')) brace += 1;
  if (!source.is(brace, '{')) return null;
  return { parameters: source.split(open), body: { start: brace + 1, end: source.skip(brace) - 1 } };
}

/** Behind `(…)`: the arrow, also after a return type. */
function findArrow(source: Source, index: number): number | null {
  if (source.is(index, '=>')) return index;
  if (!source.is(index, ':')) return null;
  for (let i = index; i < index + 40; i += 1) {
    if (source.is(i, '=>')) return i;
    if (source.is(i, ';') || source.is(i, '{')) return null;
  }
  return null;
}

function readArrowBody(source: Source, arrow: number): Range {
  if (source.is(arrow + 1, '{')) return { start: arrow + 2, end: source.skip(arrow + 1) - 1 };
  return source.getExpression(arrow + 1);
}

/** Is the token in the body itself, in no function inside it that has a block? */
export function isOwnStatement(source: Source, index: number, body: Range): boolean {
  for (let block = source.findBlock(index); block !== null && block >= body.start; block = source.findBlock(block)) {
    const open = source.is(block - 1, ')') ? source.findPartner(block - 1) : null;
    const keyword = source.getText(open === null ? block - 1 : open - 1);
    if (!/^(?:if|for|while|switch|catch|else|try|finally|do|[;{}])$/.test(keyword)) return false;
  }
  return true;
}
