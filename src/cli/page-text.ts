import { wrap } from './wrap.ts';

/** How a page is shown. */
export interface PageStyle {
  /** In letters. */
  readonly width: number;
  readonly hasColors: boolean;
}

type Mark = 'bold' | 'dim' | 'cyan';
const CODES: Readonly<Record<Mark, readonly [number, number]>> = { bold: [1, 22], dim: [2, 22], cyan: [36, 39] };
/** A column is not made narrower. */
const NARROWEST = 8;
const GAP = '  ';

/** A page in Markdown as a text to be read in a terminal: headings, paragraphs, lists, tables and code. */
export function toPageText(markdown: string, style: PageStyle): string {
  const lines = markdown.replace(/<!--[^]*?-->\n*/g, '').split('\n');
  const out: string[] = [];
  for (let i = 0; i < lines.length;) {
    const block = takeBlock(lines, i);
    i += block.length;
    if (block[0]?.trim() === '') continue;
    const isInList = isItem(block[0]) && isItem(lines[i]);
    out.push(...showBlock(block, style), ...(isInList ? [] : ['']));
  }
  return out.join('\n');
}

function isItem(line: string | undefined): boolean {
  return /^(?:-|\d+\.) /.test(line ?? '');
}

/** A fenced block, a table, a heading, or the lines up to the next empty one. */
function takeBlock(lines: readonly string[], from: number): string[] {
  const first = lines[from] ?? '';
  if (first.startsWith('```')) return lines.slice(from, lines.indexOf('```', from + 1) + 1);
  if (first.trim() === '' || first.startsWith('#')) return [first];
  const end = lines.findIndex((line, i) => i > from && (line.trim() === '' || /^(?:#|```)/.test(line) || isItem(line)));
  return lines.slice(from, end === -1 ? undefined : end);
}

function showBlock(block: readonly string[], style: PageStyle): string[] {
  const [first = ''] = block;
  if (first.startsWith('```'))
    return block.slice(1, -1).map((line) => (line === '' ? '' : `    ${paint(line, 'cyan', style)}`));
  if (first.startsWith('|')) return showTable(block, style);
  const [, level = '', title = ''] = /^(#+) (.*)$/.exec(first) ?? [];
  if (level !== '') return [paint(toPlain(title), 'bold', style)];
  const bullet = /^(?:-|\d+\.) /.exec(first)?.[0] ?? '';
  const text = toPlain(block.map((line) => line.trim()).join(' ')).slice(bullet.length);
  const indent = bullet === '' ? '' : '  ';
  return wrap(text, style.width - indent.length - bullet.length).map(
    (line, i) => `${indent}${i === 0 ? bullet : ' '.repeat(bullet.length)}${line}`,
  );
}

/** Columns side by side; where they are wider than the terminal, the widest are broken over lines. */
function showTable([head = '', , ...rows]: readonly string[], style: PageStyle): string[] {
  const cells = [head, ...rows].map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => toPlain(cell.replaceAll('\\|', '|').trim())),
  );
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const room = style.width - GAP.length * (widths.length - 1);
  while (widths.reduce((a, b) => a + b, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  const isBroken = cells.some((row) => row.some((cell, i) => cell.length > (widths[i] ?? 0)));
  return cells.flatMap((row, i) => {
    const lines = showRow(row, widths);
    if (i === 0) return lines.map((line) => paint(line, 'bold', style));
    return isBroken && i > 1 ? ['', ...lines] : lines;
  });
}

function showRow(row: readonly string[], widths: readonly number[]): string[] {
  const columns = row.map((cell, i) => wrap(cell, widths[i] ?? 0).flatMap((line) => breakUp(line, widths[i] ?? 1)));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, i) => (column[line] ?? '').padEnd(widths[i] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** A word that is longer than its column. */
function breakUp(word: string, width: number): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(word.length / width)) }, (_, i) =>
    word.slice(i * width, (i + 1) * width),
  );
}

/** Without the signs of Markdown; a link to the web keeps its address. */
function toPlain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\((https?:[^)]*)\)/g, '$1: $2')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1');
}

function paint(text: string, mark: Mark, { hasColors }: PageStyle): string {
  const [on, off] = CODES[mark];
  return hasColors && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}
