import { parseText } from '../source/parse.ts';
import { getPropertyName } from '../source/predicates.ts';
import type { Node } from '../source/types.ts';
import { readText } from './read-text.ts';
import type { FileStamp } from './walk-files.ts';

export type Json = Readonly<Record<string, unknown>>;

/**
 * The object in a JSON file, which may have comments and trailing commas, as the compiler's has; null where there is none.
 */
export function readJson(root: string, { file, size }: FileStamp): Json | null {
  const text = readText(root, file, size);
  if (text === null) return null;
  try {
    return findObject(JSON.parse(text));
  } catch {
    // JSON is an expression of JavaScript: the parser of the sources reads what is not strictly JSON.
    const [statement] = parseText(file, `(${text}\n)`)?.body ?? [];
    return statement?.type === 'ExpressionStatement' ? findObject(getValue(statement.expression)) : null;
  }
}

/** The value as an object that has fields; null for any other one. */
export function findObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function findString(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Null for what no JSON holds. */
function getValue(node: Node): unknown {
  if (node.type === 'Literal') return node.value;
  if (node.type === 'ArrayExpression') return node.elements.map((element) => element && getValue(element));
  if (node.type !== 'ObjectExpression') return null;
  return Object.fromEntries(
    node.properties.map((one) => (one.type === 'Property' ? [getPropertyName(one), getValue(one.value)] : [])),
  );
}
