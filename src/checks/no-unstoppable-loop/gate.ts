import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny, holdsAt } from '../../source/text-gate.ts';

/** Heads of loops that may be endless, and calls that may start the next round: a word, and what stands there. */
const ENDLESS: readonly (readonly [string, RegExp])[] = [
  ['while', /\bwhile\s*\(\s*(?:[1-9]|!0|!?\s*(?:this\s*\.\s*#)?[\w$]+\s*(?:\)|&&|\|\|))/y],
  ['for', /\bfor\s*(?:await\b|\([^;)]*;\s*(?:true|!0|1)?\s*;)/y],
  ['return', /\breturn\s+(?:this\s*\.\s*)?#?[\w$]+\s*\(\s*\)/y],
  ['await', /\bawait\s+(?:this\s*\.\s*)?#?[\w$]+\s*\(\s*\)/y],
  ['then', /(?<=\.\s*)then\s*\(\s*(?:\(\s*\)\s*=>\s*)?[\w$.]+\s*[()]/y],
  ['finally', /(?<=\.\s*)finally\s*\(\s*[\w$.]+\s*\)/y],
];
const RESCHEDULES = ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'];

/** One look at the text: can the file hold a loop, an iteration or a call of itself that never ends? */
export function mayHoldEndless(file: SourceFile): boolean {
  return holdsAny(file, RESCHEDULES) || ENDLESS.some(([word, pattern]) => holdsAt(file, word, pattern));
}
