import type { Edit, Message } from '../report/types.ts';
import { diffLines, type Change } from './diff-lines.ts';
import { escapeHtml } from './escape.ts';

/** More lines than a person would read. */
const MOST = 60;
/** Unchanged lines around a change. */
const CONTEXT = 1;

/** What would repair it: the fix and the suggestions, each with the lines that it takes out and puts in. */
export function printCures(text: string, { fix, suggestions = [] }: Message): string {
  const cures = [
    ...(fix ? [{ title: 'Fix, which --fix applies', edit: fix }] : []),
    ...suggestions.map(({ desc, fix: edit }) => ({ title: `Suggestion: ${desc}`, edit })),
  ];
  // The first is what most will want to see.
  return cures.map(({ title, edit }, i) => printCure(title, text, edit, i === 0)).join('');
}

function printCure(title: string, text: string, { range: [from, to], text: inserted }: Edit, isOpen: boolean): string {
  const start = text.lastIndexOf('\n', Math.max(0, from) - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next === -1 ? text.length : next;
  const before = text.slice(start, end);
  const after = text.slice(start, Math.max(0, from)) + inserted + text.slice(to, end);
  const changes = diffLines(split(before), split(after));
  const shown = listShown(changes);
  const rest = shown.length > MOST ? `<span class="gap">… ${shown.length - MOST} more lines</span>` : '';
  return [
    `<details class="cure"${isOpen ? ' open' : ''}><summary>${escapeHtml(title)}</summary>`,
    `<pre class="code diff"><code>${shown.slice(0, MOST).map(printChange).join('')}${rest}</code></pre></details>`,
  ].join('');
}

function split(text: string): string[] {
  return text.split(/\r?\n/);
}

/** Null stands for lines that were left out. */
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

const ELEMENTS = { same: 'span', removed: 'del', added: 'ins' } as const;

function printChange(change: Change | null): string {
  if (change === null) return '<span class="gap">⋯</span>';
  const element = ELEMENTS[change.kind];
  return `<${element} class="line">${escapeHtml(change.text) || ' '}</${element}>`;
}
