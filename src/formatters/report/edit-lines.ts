import { diffLines, type Change } from './diff-lines.ts';
import type { Edit } from './types.ts';

/** Unchanged lines around a change. */
const CONTEXT = 1;

/** The lines that an edit takes out and puts in, and the one around each; null stands for lines that were left out. */
export function listEditLines(text: string, { range: [from, to], text: inserted }: Edit): (Change | null)[] {
  const start = text.lastIndexOf('\n', Math.max(0, from) - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next === -1 ? text.length : next;
  const before = text.slice(start, end);
  const after = text.slice(start, Math.max(0, from)) + inserted + text.slice(to, end);
  return listShown(diffLines(split(before), split(after)));
}

function split(text: string): string[] {
  return text.split(/\r?\n/);
}

function listShown(changes: readonly Change[]): (Change | null)[] {
  const isNear = (i: number): boolean =>
    changes.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ kind }) => kind !== 'same');
  const shown: (Change | null)[] = [];
  for (const [i, change] of changes.entries()) {
    if (isNear(i)) shown.push(change);
    else if (shown.length > 0 && shown.at(-1) !== null) shown.push(null);
  }
  while (shown.at(-1) === null) shown.pop();
  return shown;
}
