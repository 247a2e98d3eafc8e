import type { ESLint } from 'eslint';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listFindings } from './baseline-match.ts';
import type { BaselineEntry } from './baseline.ts';

/**
 * The entries, with the files that were moved or renamed by their new names. A file has moved where it is not there any
 * more and one that the baseline does not know has findings of its: the same rules at the same lines of code. Of several
 * the one with most of them is taken, then the one whose own name has stayed; no file is taken twice.
 */
export function followMoves(
  results: readonly ESLint.LintResult[],
  entries: readonly BaselineEntry[],
  root: string,
): readonly BaselineEntry[] {
  const gone = [...new Set(entries.map(({ file }) => file))].filter((file) => !existsSync(join(root, file)));
  if (gone.length === 0) return entries;
  const isKnown = new Set(entries.map(({ file }) => file));
  const pairs: { readonly from: string; readonly to: string; readonly shared: number; readonly isNamesake: boolean }[] =
    [];
  for (const result of results) {
    const findings = listFindings(result, root).map(([, finding]) => finding);
    const to = findings[0]?.file;
    if (to === undefined || isKnown.has(to)) continue;
    const places = new Set(findings.map(getPlace));
    for (const from of gone) {
      const shared = entries.filter((entry) => entry.file === from && places.has(getPlace(entry))).length;
      if (shared > 0) pairs.push({ from, to, shared, isNamesake: basename(from) === basename(to) });
    }
  }
  const moves = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs.sort((a, b) => b.shared - a.shared || Number(b.isNamesake) - Number(a.isNamesake))) {
    if (moves.has(from) || taken.has(to)) continue;
    moves.set(from, to);
    taken.add(to);
  }
  return entries.map((entry) => ({ ...entry, file: moves.get(entry.file) ?? entry.file }));
}

function getPlace({ rule, line }: Pick<BaselineEntry, 'rule' | 'line'>): string {
  return `${rule}\0${line}`;
}
