import type { Range, Source } from './source.ts';

/** A property as it is written. */
export interface TokenProperty {
  readonly name: string;
  /** The value; of a method, and of `{ name }`, the name itself. */
  readonly value: Range;
}

/** The plain properties of an object literal; empty for anything else. */
export function listProperties(source: Source, { start, end }: Range): TokenProperty[] {
  if (!source.is(start, '{') || source.skip(start) > end) return [];
  return source.split(start).flatMap(({ start: first, end: last }) => {
    let at = first;
    while (
      /^(?:async|get|set|\*)$/.test(source.getText(at)) &&
      at + 1 < last &&
      !source.is(at + 1, ':') &&
      !source.is(at + 1, '(')
    )
      at += 1;
    const key = source.is(at, '[') && source.skip(at) === at + 3 ? at + 1 : at;
    if (!source.isName(key) && source.getString(key) === null) return [];
    const colon = key === at ? at + 1 : at + 3;
    const value = source.is(colon, ':') ? { start: colon + 1, end: last } : { start: at, end: last };
    return [{ name: source.getText(key), value }];
  });
}

/** The value of one property of an object literal, or null. */
export function findProperty(source: Source, range: Range, name: string): Range | null {
  return listProperties(source, range).find((property) => property.name === name)?.value ?? null;
}
