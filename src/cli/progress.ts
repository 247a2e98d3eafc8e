import type { LintTally } from './lint-tally.ts';
import { count } from './print.ts';

/** The part of stderr that the line is written to. */
export type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

export interface Progress {
  readonly show: (tally: LintTally) => void;
  /** Wipes the line, so that what follows stands in its place. */
  readonly clear: () => void;
}

/** In ms: often enough to see it move, too seldom to cost anything. */
const INTERVAL = 100;
const WIPE = '\r\u001B[K';

/**
 * One line that is written over and over while files are linted. Only on a terminal: in a pipe, a file, a CI log or
 * where the cursor cannot be moved, nothing is written at all.
 */
export function createProgress(
  terminal: Terminal,
  env: NodeJS.ProcessEnv,
  now: () => number = () => performance.now(),
): Progress {
  const isShown = terminal.isTTY && !env['CI'] && env['TERM'] !== 'dumb';
  let last = -Infinity;
  let isThere = false;
  return {
    show({ done, total, findings }) {
      if (!isShown || now() - last < INTERVAL) return;
      last = now();
      isThere = true;
      const line = `${done} of ${count(total, 'file')}, ${count(findings, 'finding')}`;
      // A line that wraps could not be wiped.
      terminal.write(`${WIPE}${line.slice(0, Math.max(0, (terminal.columns || 80) - 1))}`);
    },
    clear() {
      if (isThere) terminal.write(WIPE);
      isThere = false;
    },
  };
}
