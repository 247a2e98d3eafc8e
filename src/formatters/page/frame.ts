import type { Place } from '../report/findings.ts';
import { escapeHtml } from './escape.ts';

/** Lines before and after. */
const AROUND = 2;
/** A finding of more lines is shown by its beginning. */
const MOST = 8;
/** In characters; of a longer line, as in a bundle, the part around the finding is shown. */
const LONG = 240;

/** The lines around a place, with the place marked; empty when the text is not known. */
export function printFrame(lines: readonly string[], { line, column, endLine, endColumn }: Place): string {
  if (lines[line - 1] === undefined) return '';
  const lastLine = endLine !== null && endLine > line && endColumn === 1 ? endLine - 1 : (endLine ?? line);
  const last = Math.min(lastLine, line + MOST - 1);
  const from = Math.max(1, line - AROUND);
  const to = Math.min(lines.length, last + AROUND);
  const printed: string[] = [];
  for (let n = from; n <= to; n++) {
    const text = lines[n - 1] ?? '';
    const isIn = n >= line && n <= last;
    const start = n === line ? column - 1 : text.length - text.trimStart().length;
    const end = n === endLine && endColumn !== null ? endColumn - 1 : text.trimEnd().length;
    const code = isIn ? printMarked(text, start, end) : escapeHtml(cut(text, 0));
    printed.push(`<span class="line${isIn ? ' hot' : ''}" data-line="${n}">${code || ' '}</span>`);
  }
  return `<pre class="code"><code>${printed.join('')}</code></pre>`;
}

function printMarked(text: string, start: number, end: number): string {
  const from = text.length > LONG ? Math.max(0, start - LONG / 4) : 0;
  const to = Math.min(text.length, from + LONG);
  const stop = Math.min(Math.max(start, end), to);
  const before = `${from > 0 ? '…' : ''}${text.slice(from, start)}`;
  const after = `${text.slice(stop, to)}${to < text.length ? '…' : ''}`;
  const marked = text.slice(start, stop);
  return `${escapeHtml(before)}${marked === '' ? '' : `<mark>${escapeHtml(marked)}</mark>`}${escapeHtml(after)}`;
}

function cut(text: string, from: number): string {
  return text.length > LONG ? `${text.slice(from, from + LONG)}…` : text;
}
