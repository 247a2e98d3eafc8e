import { readFileSync } from 'node:fs';
import type { Result } from './types.ts';

/** The text that the places of a result belong to; empty when it cannot be had. */
export function getText({ output, source, filePath }: Result): string {
  const text = output ?? source;
  try {
    // Places and edits do not count the mark at the beginning.
    return (text ?? readFileSync(filePath, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}

/** Line ends as JavaScript knows them, and so ESLint. */
export function getLines(text: string): string[] {
  return text.split(/\r\n|[\r\n\u2028\u2029]/);
}
