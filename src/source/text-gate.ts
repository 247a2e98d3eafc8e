import { oncePerFile, type SourceFile } from './source-file.ts';

const getKnown = oncePerFile(() => new Map<string, boolean>());
/** What ESLint lints in another language, such as Markdown, cannot say. No rule listens to anything there. */
const getComments = oncePerFile(({ code }) => (code as Partial<typeof code>).getAllComments?.() ?? []);

/**
 * Does the code hold one of the words, as a plain substring outside comments? The first question of every rule: each word
 * is looked for once a file, whichever rule asks, and a search for a plain word is many times cheaper than one for a
 * pattern.
 */
export function holdsAny(file: SourceFile, words: readonly string[]): boolean {
  const known = getKnown(file);
  return words.some((word) => {
    let isHeld = known.get(word);
    if (isHeld === undefined) known.set(word, (isHeld = !listPlaces(file, word).next().done));
    return isHeld;
  });
}

/**
 * Does `pattern` (sticky) match where one of the places with `word` begins? Only those places are looked at, which costs
 * a tenth of a search for the pattern.
 */
export function holdsAt(file: SourceFile, word: string, pattern: RegExp): boolean {
  for (const at of listPlaces(file, word)) {
    pattern.lastIndex = at;
    if (pattern.test(file.code.text)) return true;
  }
  return false;
}

/** Where the word begins, outside comments. The comments are asked for at the first hit only. */
export function* listPlaces(file: SourceFile, word: string): Generator<number, void> {
  const { text } = file.code;
  let next = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const comments = getComments(file);
    while ((comments[next]?.range[1] ?? Infinity) <= at) next++;
    const comment = comments[next];
    if (!comment || comment.range[0] > at) yield at;
    else at = comment.range[1] - 1;
  }
}
