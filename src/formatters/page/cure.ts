import type { Edit, Message } from '../report/types.ts';
import type { Change } from '../report/diff-lines.ts';
import { listEditLines } from '../report/edit-lines.ts';
import { escapeHtml } from './escape.ts';

/** More lines than a person would read. */
const MOST = 60;

/** What would repair it: the fix and the suggestions, each with the lines that it takes out and puts in. */
export function printCures(text: string, { fix, suggestions = [] }: Message): string {
  const cures = [
    ...(fix ? [{ title: 'Fix, which --fix applies', edit: fix }] : []),
    ...suggestions.map(({ desc, fix: edit }) => ({ title: `Suggestion: ${desc}`, edit })),
  ];
  // The first is what most will want to see.
  return cures.map(({ title, edit }, i) => printCure(title, text, edit, i === 0)).join('');
}

function printCure(title: string, text: string, edit: Edit, isOpen: boolean): string {
  const summary = `<summary>${escapeHtml(title)}</summary>`;
  return `<details class="cure"${isOpen ? ' open' : ''}>${summary}${printDiff(text, edit)}</details>`;
}

/** The lines that an edit takes out and puts in. */
export function printDiff(text: string, edit: Edit): string {
  const shown = listEditLines(text, edit);
  const rest = shown.length > MOST ? `<span class="gap">… ${shown.length - MOST} more lines</span>` : '';
  return `<pre class="code diff"><code>${shown.slice(0, MOST).map(printChange).join('')}${rest}</code></pre>`;
}

const ELEMENTS = { same: 'span', removed: 'del', added: 'ins' } as const;

function printChange(change: Change | null): string {
  if (change === null) return '<span class="gap">⋯</span>';
  const element = ELEMENTS[change.kind];
  return `<${element} class="line">${escapeHtml(change.text) || ' '}</${element}>`;
}
