import { listProperties } from './object-literal.ts';
import type { Source } from './source.ts';

/** The names by which a file exports each of its own top-level names. */
export function listExports(source: Source): { name: string; local: string }[] {
  const exports: { name: string; local: string }[] = [];
  for (let i = 0; i < source.length; i += 1) {
    if (source.is(i, 'export') && !source.is(i - 1, '.')) exports.push(...readExport(source, i));
    else if (source.is(i, 'exports') && !source.is(i - 1, '}')) exports.push(...readAssigned(source, i));
  }
  return exports;
}

/** `export const a`, `export default async function a`, `export { a as b }`. */
function readExport(source: Source, i: number): { name: string; local: string }[] {
  if (source.is(i + 1, '{')) {
    if (source.is(source.skip(i + 1), 'from')) return [];
    return source
      .split(i + 1)
      .map(({ start, end }) => ({ name: source.getText(end - 1), local: source.getText(start) }));
  }
  const isDefault = source.is(i + 1, 'default');
  let at = i + (isDefault ? 2 : 1);
  while (/^(?:async|abstract|declare|function|class|const|let|var|\*)$/.test(source.getText(at))) at += 1;
  const local = source.getText(at);
  return source.isName(at) ? [{ name: isDefault ? 'default' : local, local }] : [];
}

/** `exports.a = b`, `module.exports = a`, `module.exports = { a, b: c }`. */
function readAssigned(source: Source, i: number): { name: string; local: string }[] {
  const name = source.is(i + 1, '.') ? source.getText(i + 2) : 'default';
  const equals = name === 'default' ? i + 1 : i + 3;
  if (!source.is(equals, '=')) return [];
  const { start, end } = source.getExpression(equals + 1);
  if (source.isName(start) && end === start + 1) return [{ name, local: source.getText(start) }];
  if (source.is(start, 'function') && source.isName(start + 1)) return [{ name, local: source.getText(start + 1) }];
  const named = source.is(start, 'async') || source.is(start, 'class') ? source.getText(start + 1) : null;
  if (named !== null && source.is(start, 'class')) return [{ name, local: named }];
  return listProperties(source, { start, end }).map((property) => ({
    name: property.name,
    local: source.getText(property.value.start),
  }));
}
