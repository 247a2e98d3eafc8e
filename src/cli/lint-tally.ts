/** How far a run has come. Files are passed over more than once, with another syntax or to be fixed, and count once. */
export interface LintTally {
  readonly total: number;
  readonly done: number;
  /** Files that were not parsed, because no rule has anything to look at in them. */
  readonly skipped: number;
  readonly findings: number;
  /** What has the name of a source file, and is no file: a pipe, a socket, a link that leads nowhere. Absolute. */
  readonly passedOver: ReadonlySet<string>;
  readonly addFound: (file: string) => void;
  readonly addPassedOver: (path: string) => void;
  readonly addSkipped: (file: string) => void;
  readonly addDone: (file: string, findings: number) => void;
}

/** @param onDone called after each file */
export function createLintTally(onDone: (tally: LintTally) => void = () => {}): LintTally {
  const found = new Set<string>();
  const skipped = new Set<string>();
  const passedOver = new Set<string>();
  const done = new Map<string, number>();
  let findings = 0;
  const tally: LintTally = {
    get total() {
      return found.size;
    },
    get done() {
      return done.size;
    },
    get skipped() {
      return skipped.size;
    },
    get findings() {
      return findings;
    },
    passedOver,
    addPassedOver: (path) => void passedOver.add(path),
    addFound: (file) => void found.add(file),
    addSkipped: (file) => void skipped.add(file),
    addDone(file, count) {
      findings += count - (done.get(file) ?? 0);
      done.set(file, count);
      onDone(tally);
    },
  };
  return tally;
}
