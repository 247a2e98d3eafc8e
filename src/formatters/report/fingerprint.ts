import { createHash } from 'node:crypto';
import type { Message } from './types.ts';

/** Says how often a key has been seen before. */
export type DuplicateCounter = (key: string) => number;

export function getDuplicates(): DuplicateCounter {
  const seen = new Map<string, number>();
  return (key) => {
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before;
  };
}

/**
 * The identity of a finding: file, rule, and the text of its line without its indentation. So it stays when the line
 * moves, and the second of two equal lines differs from the first.
 *
 * @param text the line that the finding begins in
 * @returns 40 hexadecimal digits
 */
export function getFingerprint(file: string, message: Message, text: string, getDuplicate: DuplicateCounter): string {
  const key = [file, message.ruleId ?? message.message, normalizeLine(text)].join('\0');
  return createHash('sha256')
    .update(`${key}\0${getDuplicate(key)}`)
    .digest('hex')
    .slice(0, 40);
}

/** A line as fingerprints and baselines know it: not indented, single spaces. */
export function normalizeLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
