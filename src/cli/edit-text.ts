import type { Edit } from '../formatters/index.ts';

/** The text with the edits made, and which ones: one that touches an earlier one has to wait. */
export function editText<T extends Edit>(
  raw: string,
  edits: readonly T[],
): { readonly text: string; readonly made: T[] } {
  // Places do not count the mark at the beginning.
  const bom = raw.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = raw.slice(bom.length);
  const made: T[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])) {
    const from = Math.max(0, edit.range[0]);
    if (made.length > 0 && from <= at) continue;
    parts.push(text.slice(at, from), edit.text);
    at = edit.range[1];
    made.push(edit);
  }
  return { text: bom + parts.join('') + text.slice(at), made };
}
