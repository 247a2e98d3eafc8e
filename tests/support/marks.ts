/** A place in a text, as ESLint reports it: lines and columns from 1, the end behind the last character. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

interface OpenMark {
  start: number;
  end: number;
}

const MARK = /\[\||\|\]/g;

/**
 * Takes the marks `[|` and `|]` out of a text.
 *
 * @returns the text without marks and the marked places, in the order in which ESLint sorts reports.
 * @throws Error when a mark has no partner.
 */
export function readMarks(marked: string): { code: string; places: Place[] } {
  const open: OpenMark[] = [];
  const found: OpenMark[] = [];
  let code = '';
  let last = 0;
  for (const match of marked.matchAll(MARK)) {
    code += marked.slice(last, match.index);
    last = match.index + 2;
    if (match[0] === '[|') {
      const mark = { start: code.length, end: -1 };
      open.push(mark);
      found.push(mark);
    } else {
      const mark = open.pop();
      if (!mark) throw new Error(`'|]' without '[|' in:\n${marked}`);
      mark.end = code.length;
    }
  }
  if (open.length > 0) throw new Error(`'[|' without '|]' in:\n${marked}`);
  code += marked.slice(last);
  return { code, places: found.map((mark) => toPlace(code, mark)) };
}

export function hasMarks(text: string): boolean {
  return text.search(MARK) !== -1;
}

function toPlace(code: string, { start, end }: OpenMark): Place {
  const [line, column] = locate(code, start);
  const [endLine, endColumn] = locate(code, end);
  return { line, column, endLine, endColumn };
}

function locate(code: string, offset: number): [line: number, column: number] {
  const lines = code.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return [lines.length, (lines.at(-1) as string).length + 1];
}
