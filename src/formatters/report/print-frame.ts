import { clean } from '../../kit/clean.ts';
import { listEditLines } from './edit-lines.ts';
import type { Finding, Place } from './findings.ts';
import { getLines } from './text.ts';
import type { Edit } from './types.ts';
import { NO_RULE } from './wording.ts';

/** Lines before and after. */
const AROUND = 2;
/** A finding of more lines is shown by its beginning, and so is an edit. */
const MOST = 8;
const MOST_CHANGED = 14;
/** In characters: longer lines are cut. */
const LONG = 160;

type Paint = (text: string) => string;
type Colors = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', Paint>>;

/** A finding with its code, and what its fix or its suggestions would change. */
export function printFinding(finding: Finding, text: string, hasColors: boolean): string {
  const colors = getColors(hasColors);
  const { file, place, level, rule, message, source } = finding;
  const paint = level === 'error' ? colors.red : colors.yellow;
  const at = place === null ? '' : `:${place.line}:${place.column}`;
  const head = `${colors.bold(`${clean(file)}${at}`)}  ${paint(level)}  ${colors.dim(clean(rule ?? NO_RULE))}`;
  const cures = [
    ...(source.fix ? printCure('fix', '--fix applies it', source.fix, text, colors) : []),
    ...(source.suggestions ?? []).flatMap(({ desc, fix }) => [...printCure('suggestion', desc, fix, text, colors)]),
  ];
  const frame = place === null ? [] : [...printFrame(getLines(text), place, paint, colors)];
  return [head, ...message.split('\n').map((line) => `  ${clean(line)}`), '', ...frame, ...cures].join('\n');
}

function* printFrame(lines: readonly string[], place: Place, paint: Paint, colors: Colors): Generator<string> {
  const { line, column, endLine, endColumn } = place;
  if (lines[line - 1] === undefined) return;
  const last = Math.min(Math.max(line, endLine ?? line), line + MOST - 1);
  const to = Math.min(lines.length, last + AROUND);
  const width = String(to).length;
  for (let n = Math.max(1, line - AROUND); n <= to; n++) {
    const text = lines[n - 1] ?? '';
    const isIn = n >= line && n <= last;
    const gutter = `${isIn ? '>' : ' '} ${String(n).padStart(width)} | `;
    yield `${isIn ? paint(gutter) : colors.dim(gutter)}${show(text)}`.trimEnd();
    if (!isIn) continue;
    const start = n === line ? column - 1 : text.length - text.trimStart().length;
    const end = n === endLine && endColumn !== null ? endColumn - 1 : text.length;
    const [from, length] = [show(text.slice(0, start)).length, show(text.slice(start, end)).length];
    // The end of a finding may be the beginning of a line.
    if (n > line && length === 0) continue;
    const marks = '^'.repeat(Math.max(1, Math.min(length, LONG - from)));
    if (from < LONG) yield `${' '.repeat(width + 3)}${colors.dim('|')} ${' '.repeat(from)}${paint(marks)}`;
  }
  yield '';
}

function* printCure(kind: string, title: string, edit: Edit, text: string, colors: Colors): Generator<string> {
  yield `  ${colors.cyan(kind)}: ${clean(title)}`;
  const lines = listEditLines(text, edit);
  for (const change of lines.slice(0, MOST_CHANGED)) {
    if (change === null) yield colors.dim('      ⋯');
    else if (change.kind === 'same') yield `      ${colors.dim(show(change.text))}`.trimEnd();
    else if (change.kind === 'removed') yield `    ${colors.red(`- ${show(change.text)}`)}`;
    else yield `    ${colors.green(`+ ${show(change.text)}`)}`;
  }
  if (lines.length > MOST_CHANGED) yield `      ${colors.dim(`… ${lines.length - MOST_CHANGED} more lines`)}`;
  yield '';
}

/** As a terminal shows it: no tab, no control character, not longer than the screen. */
function show(text: string): string {
  const shown = clean(text.replaceAll('\t', '  '));
  return shown.length > LONG ? `${shown.slice(0, LONG)}…` : shown;
}

function getColors(hasColors: boolean): Colors {
  const paint =
    (on: number, off: number): Paint =>
    (text) =>
      hasColors ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    yellow: paint(33, 39),
    green: paint(32, 39),
    cyan: paint(36, 39),
  };
}
