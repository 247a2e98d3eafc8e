import { oncePerFile, type SourceFile } from './source-file.ts';

const getKnown = oncePerFile(() => new Map<string, boolean>());

/**
 * Does the text hold one of the words, as a plain substring? The first question of every rule: each word is looked for
 * once a file, whichever rule asks, and a search for a plain word is many times cheaper than one for a pattern.
 */
export function holdsAny(file: SourceFile, words: readonly string[]): boolean {
  const known = getKnown(file);
  return words.some((word) => {
    let isHeld = known.get(word);
    if (isHeld === undefined) known.set(word, (isHeld = file.code.text.includes(word)));
    return isHeld;
  });
}

/**
 * Does `pattern` (sticky) match where one of the places with `word` begins? Only those places are looked at, which costs
 * a tenth of a search for the pattern.
 */
export function holdsAt({ code: { text } }: SourceFile, word: string, pattern: RegExp): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return true;
  }
  return false;
}
