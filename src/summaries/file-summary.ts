import type { SourceFile } from '../source/source-file.ts';

/**
 * What one file tells, question by question. Each answer is found on the file's tree and kept as plain data, without a
 * node: whoever asks may take any number of files.
 */
export class FileSummary {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** Was another file asked for an answer, so that all are void when any file has changed? */
  isDependent = false;
  private readonly open: () => SourceFile | null;
  private readonly answers = new Map<string, unknown>();

  /** `open` gives the file's tree, or null where it cannot be read. */
  constructor(file: string, open: () => SourceFile | null) {
    this.file = file;
    this.open = open;
  }

  /** The answer of `question`, asked once for each key; null for a file that cannot be read. */
  ask<T>(key: string, question: (source: SourceFile) => T): T | null {
    const known = this.answers.get(key);
    if (known !== undefined) return known as T | null;
    // What leads back here while it is being asked is unknown.
    this.answers.set(key, null);
    const answer = this.compute(question);
    this.answers.set(key, answer);
    return answer;
  }

  private compute<T>(question: (source: SourceFile) => T): T | null {
    try {
      const source = this.open();
      // A copy: a part of a string keeps the whole text in memory.
      return source && structuredClone(question(source));
    } catch (error) {
      // The stack ran out: nobody nests calls a thousand deep by hand.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}
