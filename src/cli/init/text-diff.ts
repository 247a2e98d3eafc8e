import { diffLines } from '../../formatters/report/diff-lines.ts';

const CONTEXT = 3;
const MARKS = { same: ' ', removed: '-', added: '+' } as const;

/** What changes from one text to the other, in the unified format, without file names; `before` is null for a new file. */
export function getDiff(before: string | null, after: string): string {
  const old = splitLines(before ?? '');
  const lines = diffLines(old, splitLines(after)).map(({ kind, text }) => `${MARKS[kind]}${text}`);
  const isShown = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((line) => line[0] !== ' '),
  );
  const out: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (!isShown[i]) continue;
    if (!isShown[i - 1]) out.push(getHeader(lines, isShown, i));
    out.push(line);
  }
  return out.join('\n');
}

function getHeader(lines: readonly string[], isShown: readonly boolean[], start: number): string {
  const end = isShown.indexOf(false, start);
  const hunk = lines.slice(start, end === -1 ? undefined : end);
  const count = (part: readonly string[], other: string) => part.filter((line) => line[0] !== other).length;
  const range = (other: string) => {
    const length = count(hunk, other);
    const first = count(lines.slice(0, start), other) + (length > 0 ? 1 : 0);
    return `${first},${length}`;
  };
  return `@@ -${range('+')} +${range('-')} @@`;
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
