import type { parseSync as ParseSync } from 'oxc-parser';
import { createRequire } from 'node:module';

/** A comment as rules see it. */
export interface Comment {
  readonly type: string;
  readonly value: string;
  readonly range: readonly [start: number, end: number];
}

let parser: { readonly parseSync: typeof ParseSync } | undefined;

/**
 * The comments of a text, by oxc, which finds them many times faster than ESLint has made its tree: that tree is only
 * made here when it is asked for, and nobody asks.
 *
 * @throws Error when the text does not parse, or there is no parser for this machine.
 */
export function listComments(text: string, filename: string): Comment[] {
  parser ??= createRequire(import.meta.url)('oxc-parser') as { readonly parseSync: typeof ParseSync };
  const lang = /\.(?:[cm]?ts|vue|svelte|astro)$/.test(filename) ? 'ts' : filename.endsWith('.tsx') ? 'tsx' : 'jsx';
  const sourceTypes = /\.c[jt]s$/.test(filename) ? (['commonjs'] as const) : (['module', 'commonjs'] as const);
  for (const sourceType of sourceTypes) {
    const { errors, comments } = parser.parseSync(filename, text, { lang, sourceType });
    if (errors.length === 0)
      return comments.map(({ type, value, start, end }) => ({ type, value, range: [start, end] }));
  }
  throw new SyntaxError(`${filename} does not parse`);
}

/** Does the text parse, as far as can be told here? */
export function canParse(text: string, filename: string): boolean {
  try {
    listComments(text, filename);
    return true;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}
