import { wrap } from './wrap.ts';

/** One option of a command: what the parser reads, what the help prints and what the pages show. */
export interface OptionRow {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** May be given any number of times. */
  readonly multiple?: true;
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly help: string;
}

/** By the long name. */
export type OptionTable = Readonly<Record<string, OptionRow>>;

const WIDTH = 118;
/** Where the explanations begin; a longer option has a line of its own. */
const COLUMN = 24;

/** The options as the help lists them, with a line for `--help` at the end. */
export function printOptions(table: OptionTable, help = 'this text'): string {
  const rows = [...Object.entries(table), ['help', { type: 'boolean', short: 'h', help }] as const];
  return rows.map(([name, row]) => printRow(name, row)).join('\n');
}

function printRow(name: string, { short, value, help }: OptionRow): string {
  const head = `  ${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  const lines = wrap(help, WIDTH - COLUMN);
  const indent = ' '.repeat(COLUMN);
  const body = lines.join(`\n${indent}`);
  return head.length + 2 > COLUMN ? `${head}\n${indent}${body}` : `${head.padEnd(COLUMN)}${body}`;
}
