import type { Range, Source } from './source.ts';

const MAX_TEXT = 80;

/** An expression as it is written, on one line and shortened. */
export function getExcerpt(source: Source, range: Range): string {
  const text = source
    .getSource(range)
    .slice(0, 4 * MAX_TEXT)
    .replace(/\s+/g, ' ');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
