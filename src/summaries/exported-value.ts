import type { Bindings } from './bindings.ts';
import { findProperty } from './object-literal.ts';
import type { Range, Source } from './source.ts';

/** An export of another file, by the specifier that leads there. */
export interface Elsewhere {
  readonly specifier: string;
  readonly name: string;
}

/** Where the value of an export, or of a name, is: in this file or in another one. */
export type Written = { readonly at: Range } | { readonly from: Elsewhere };

/**
 * Where a file says what one of its exports is: `default`, a name, `default.name` for a property, empty for the whole
 * of `module.exports`. More than one only for `export *`.
 */
export function listWritten(source: Source, bindings: Bindings, path: string): Written[] {
  const [name = '', ...rest] = path.split('.');
  const found: Written[] = [];
  for (let i = 0; i < source.length; i += 1) {
    if (source.is(i, 'export') && !source.is(i - 1, '.')) found.push(...listOfExport(source, bindings, i, name));
    else if (source.is(i, 'exports')) found.push(...listOfAssignment(source, bindings, i, name));
  }
  return rest.length === 0 ? found : found.flatMap((written) => takeProperties(source, bindings, written, rest));
}

/** What a name of the file stands for at a token; null for a parameter and the like. */
export function findWritten(source: Source, bindings: Bindings, name: string, index: number): Written | null {
  const binding = bindings.find(name, index);
  if (binding?.imported) return { from: { specifier: binding.imported.specifier, name: binding.imported.name } };
  const value = binding?.path === '' ? binding.values.find((one) => one !== null && !isNothing(source, one)) : null;
  return value ? { at: value } : findDeclared(source, name);
}

/** `let pool = null;` says nothing yet. */
function isNothing(source: Source, { start, end }: Range): boolean {
  return end - start === 1 && (source.is(start, 'null') || source.is(start, 'undefined'));
}

function findDeclared(source: Source, name: string): Written | null {
  for (let i = 0; i < source.length; i += 1) {
    if (source.is(i + 1, name) && source.is(i, 'class')) return { at: toEnd(source, i) };
    const isFunction =
      source.is(i, 'function') && (source.is(i + 1, name) || (source.is(i + 1, '*') && source.is(i + 2, name)));
    if (isFunction) return { at: toEnd(source, source.is(i - 1, 'async') ? i - 1 : i) };
  }
  return null;
}

/** `export class A`, `export const a = …`, `export { a as b } from './x'`, `export default …`, `export * from './x'` */
function listOfExport(source: Source, bindings: Bindings, index: number, name: string): Written[] {
  let at = index + 1;
  if (source.is(at, 'default'))
    return name === 'default' || name === '' ? toList(readDefault(source, bindings, at + 1)) : [];
  if (source.is(at, '{')) return listOfBraces(source, bindings, at, name);
  if (source.is(at, '*')) {
    const specifier = source.is(at + 1, 'from') ? source.getString(at + 2) : null;
    return specifier !== null && name !== 'default' && name !== '' ? [{ from: { specifier, name } }] : [];
  }
  while (/^(?:abstract|async|declare)$/.test(source.getText(at))) at += 1;
  if (/^(?:const|let|var)$/.test(source.getText(at))) {
    const value = bindings.find(name, at + 1);
    const isHere = value?.values.some((one) => one !== null && one.start > at && one.start < at + 400);
    return isHere && value ? toList(findWritten(source, bindings, name, at + 1)) : [];
  }
  const isNamed = source.is(at, 'class')
    ? source.is(at + 1, name)
    : source.is(at, 'function') && (source.is(at + 1, name) || source.is(at + 2, name));
  return isNamed ? [{ at: toEnd(source, at) }] : [];
}

function readDefault(source: Source, bindings: Bindings, start: number): Written | null {
  let at = start;
  while (source.is(at, 'abstract')) at += 1;
  const isName = source.isName(at) && source.getExpression(at).end === at + 1;
  return isName ? findWritten(source, bindings, source.getText(at), at) : { at: toEnd(source, at) };
}

function listOfBraces(source: Source, bindings: Bindings, open: number, name: string): Written[] {
  const behind = source.skip(open);
  const specifier = source.is(behind, 'from') ? source.getString(behind + 1) : null;
  return source.split(open).flatMap(({ start, end }) => {
    if (!source.is(end - 1, name)) return [];
    const local = source.getText(start);
    return specifier === null
      ? toList(findWritten(source, bindings, local, start))
      : [{ from: { specifier, name: local } }];
  });
}

/** `exports.name = value`, `module.exports = value`, `module.exports = { name: value }` */
function listOfAssignment(source: Source, bindings: Bindings, index: number, name: string): Written[] {
  const isModule = source.is(index - 1, '.') && source.is(index - 2, 'module');
  if (source.is(index - 1, '.') && !isModule) return [];
  const isMember = source.is(index + 1, '.') && source.is(index + 2, name) && source.is(index + 3, '=');
  if (isMember) return source.is(index + 4, 'void') ? [] : toList(follow(source, bindings, toEnd(source, index + 4)));
  if (!isModule || !source.is(index + 1, '=')) return [];
  const value = toEnd(source, index + 2);
  if (name === '' || name === 'default') return toList(follow(source, bindings, value));
  const property = findProperty(source, value, name);
  return property ? toList(follow(source, bindings, property)) : [];
}

function takeProperties(source: Source, bindings: Bindings, written: Written, names: readonly string[]): Written[] {
  if ('from' in written) return [{ from: { ...written.from, name: [written.from.name, ...names].join('.') } }];
  let value: Written | null = written;
  for (const name of names) {
    const property: Range | null = 'at' in value ? findProperty(source, value.at, name) : null;
    value = property && follow(source, bindings, property);
    if (!value) return [];
  }
  return [value];
}

/** A name is followed to its value. */
function follow(source: Source, bindings: Bindings, value: Range): Written | null {
  const isName = value.end - value.start === 1 && source.isName(value.start);
  return isName ? findWritten(source, bindings, source.getText(value.start), value.start) : { at: value };
}

/** A class or function ends with its body, whatever stands in the next line. */
function toEnd(source: Source, start: number): Range {
  return { start, end: Math.max(source.getExpression(start).end, start + 1) };
}

function toList(written: Written | null): Written[] {
  return written ? [written] : [];
}
