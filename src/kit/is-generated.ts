import {
  GENERATED_HEAD,
  GENERATED_MARKS,
  MINIFIED_LINE,
  MINIFIED_SIZE,
  SOURCE_MAP_LINE,
} from '../knowledge/generated-code.ts';

/**
 * Is the text what a tool has made: minified, bundled, compiled or marked so? Nobody mends such a file by hand, and its
 * one-letter names would make every question expensive.
 */
export function isGenerated(text: string): boolean {
  if (isMinified(text)) return true;
  const head = text.slice(0, GENERATED_HEAD);
  const lower = head.toLowerCase();
  return GENERATED_MARKS.some(({ word, pattern }) => lower.includes(word) && pattern.test(head));
}

/** Counts lines until there are enough of them: of written code that is the first tenth. */
function isMinified(text: string): boolean {
  if (text.length < MINIFIED_SIZE) return false;
  let missing = text.length / MINIFIED_LINE;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) if (--missing < 0) return false;
  return true;
}

/** Is the text made of another file, whose map its last line names? The rules speak to who can change the file; facts are read. */
export function isCompiled(text: string): boolean {
  const end = text.trimEnd();
  return SOURCE_MAP_LINE.test(end.slice(end.lastIndexOf('\n') + 1).slice(0, 100));
}
