import { clean, cleanLines } from '../../kit/clean.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For element text: line breaks stay, characters that XML forbids are spelt out. */
export function escapeText(text: string): string {
  return cleanLines(text).replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
}

/** Attributes for a start tag, each with a space before it; those without a value are left out. */
export function printAttributes(attributes: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escapeAttribute(String(value))}"`))
    .join('');
}

/** A parser turns line breaks in an attribute into spaces; so they are spaces here. */
function escapeAttribute(text: string): string {
  return clean(text.replace(/[\r\n\t]+/g, ' ')).replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
}
