const CONTEXT = 3;
/** Lines of which both texts may have so many before they are simply shown one after the other. */
const LIMIT = 5000;

/** What changes from one text to the other, in the unified format, without file names; `before` is null for a new file. */
export function getDiff(before: string | null, after: string): string {
  const old = splitLines(before ?? '');
  const lines = compare(old, splitLines(after));
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

/** Every line of both, marked with ' ', '-' or '+', by their longest common subsequence. */
function compare(old: readonly string[], now: readonly string[]): string[] {
  const getLength = old.length > LIMIT || now.length > LIMIT ? () => 0 : measure(old, now);
  const out: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      out.push(` ${old[i]}`);
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && getLength(i + 1, j) >= getLength(i, j + 1))) {
      out.push(`-${old[i]}`);
      i += 1;
    } else {
      out.push(`+${now[j]}`);
      j += 1;
    }
  }
  return out;
}

/** How many lines both have in common from line `i` and line `j` on. */
function measure(old: readonly string[], now: readonly string[]): (i: number, j: number) => number {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const getLength = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const isSame = old[i] === now[j];
      lengths[i * width + j] = isSame
        ? getLength(i + 1, j + 1) + 1
        : Math.max(getLength(i + 1, j), getLength(i, j + 1));
    }
  }
  return getLength;
}
