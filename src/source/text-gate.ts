import { oncePerFile, type SourceFile } from './source-file.ts';
import type { TSESTree } from './types.ts';

const getKnown = oncePerFile(() => new Map<string, boolean>());
const getKnownLists = oncePerFile(() => new Map<readonly string[], boolean>());
const getKnownStems = oncePerFile(() => new Map<string, boolean>());
/** What ESLint lints in another language, such as Markdown, cannot say. No rule listens to anything there. */
const getComments = oncePerFile(({ code }) => (code as Partial<typeof code>).getAllComments?.() ?? []);

/**
 * Does the code hold one of the words, as a plain substring outside comments? The first question of every rule: each word
 * is looked for once a file, whichever rule asks, and a search for a plain word is many times cheaper than one for a
 * pattern.
 */
export function holdsAny(file: SourceFile, words: readonly string[]): boolean {
  const answers = getKnownLists(file);
  let answer = answers.get(words);
  if (answer === undefined) answers.set(words, (answer = findAny(file, words)));
  return answer;
}

function findAny(file: SourceFile, words: readonly string[]): boolean {
  for (const { stem, members } of getGroups(words))
    if (stem === null || holdsStem(file, stem)) for (const word of members) if (holds(file, word)) return true;
  return false;
}

/** The same of one word. */
export function holds(file: SourceFile, word: string): boolean {
  const known = getKnown(file);
  let isHeld = known.get(word);
  if (isHeld === undefined) known.set(word, (isHeld = findPlace(file, word, 0) !== -1));
  return isHeld;
}

/** Does the text hold a stem? Comments count. */
function holdsStem(file: SourceFile, stem: string): boolean {
  const known = getKnownStems(file);
  let isHeld = known.get(stem);
  if (isHeld === undefined) known.set(stem, (isHeld = file.code.text.includes(stem)));
  return isHeld;
}

/** Words of a list that share a stem; null for those that have none. */
interface Group {
  readonly stem: string | null;
  readonly members: readonly string[];
}

const groups = new WeakMap<readonly string[], readonly Group[]>();

function getGroups(words: readonly string[]): readonly Group[] {
  let known = groups.get(words);
  if (!known) {
    const byStem = new Map<string | null, string[]>();
    for (const word of words) {
      const stem = STEMS.find((one) => one !== word && word.includes(one)) ?? null;
      byStem.set(stem, [...(byStem.get(stem) ?? []), word]);
    }
    groups.set(words, (known = [...byStem].map(([stem, members]) => ({ stem, members }))));
  }
  return known;
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

/** What code is made of, the commonest first. */
const LETTERS = " etonrsia\ncldupm.()'g,hf;=:yv{}kbwxC/TES-RA_PIMO*NLD>0jB[]F";
/** Fewer letters than this are in too many other words. */
const LEAST_LETTERS = 4;

/** What several words of the rules have in common. Where a file holds none of it, one search stands for many. */
const STEMS = [
  ...[
    'pop',
    'bor',
    'Po',
    'ker',
    'IG',
    'ki',
    'k(',
    'que',
    'gnal',
    'Mes',
    'hrea',
    '._',
    'xi',
    'Ti',
    'hif',
    'mess',
    'bul',
  ],
  'proc',
];

/** A word with the part of it that is looked for. */
interface Needle {
  readonly part: string;
  /** Where in the word the part begins. */
  readonly at: number;
}

const needles = new Map<string, Needle>();

/** A search stops at each first letter of what it looks for, so that the rest of a word from its rarest letter is found sooner. */
function getNeedle(word: string): Needle {
  let needle = needles.get(word);
  if (!needle) {
    const rarity = [...word.slice(0, 1 - LEAST_LETTERS)].map((letter) => LETTERS.indexOf(letter) + 1 || Infinity);
    const at = Math.max(rarity.indexOf(Math.max(...rarity)), 0);
    needles.set(word, (needle = { part: word.slice(at), at }));
  }
  return needle;
}

/** Where the word begins, outside comments. The comments are asked for at the first hit only. */
export function* listPlaces(file: SourceFile, word: string): Generator<number, void> {
  for (let at = findPlace(file, word, 0); at !== -1; at = findPlace(file, word, at + 1)) yield at;
}

/** The first place at or behind `from`; -1 for none. */
function findPlace(file: SourceFile, word: string, from: number): number {
  const { text } = file.code;
  const { part, at: ahead } = getNeedle(word);
  for (let at = text.indexOf(part, from + ahead); at !== -1; at = text.indexOf(part, at + 1)) {
    const start = at - ahead;
    if (ahead > 0 && !text.startsWith(word, start)) continue;
    const comment = findComment(file, start);
    if (!comment) return start;
    at = comment.range[1] - 1 + ahead;
  }
  return -1;
}

/** The comment over a place. */
function findComment(file: SourceFile, place: number): TSESTree.Comment | null {
  const comments = getComments(file);
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.range[1] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const comment = comments[low];
  return comment && comment.range[0] <= place ? comment : null;
}
