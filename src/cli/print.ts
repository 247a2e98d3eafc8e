/** Writes text to stdout, with a line break at its end. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes one line to stderr, where it cannot spoil a report that is being piped. */
export function say(line: string): void {
  process.stderr.write(`graceful: ${line}\n`);
}

/** A reader that has seen enough (`| head`) is no failure: the rest of the text goes nowhere, quietly. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Does the stream lead to a terminal that shows colours, and does the user want them? */
export function hasColors({ isTTY }: { readonly isTTY?: boolean }, env = process.env): boolean {
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
