import type { Linter } from 'eslint';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isSource } from './lint-inputs.ts';
import { replaceFile } from './replace-file.ts';

/** What linting a text has come to: nothing to look at, or its findings. */
export type Verdict = 'skipped' | readonly Linter.LintMessage[];

export interface LintCache {
  /** Null when the text, or anything that its findings may hang on, is new. */
  find(file: string, text: string): Verdict | null;
  add(file: string, text: string, verdict: Verdict): void;
  /** Files have been edited since: nothing that is known holds any more. */
  clear(): void;
  /** @throws UsageError when it cannot be written. */
  write(): void;
}

/** A file's entry: the hash of its text, and the verdict. */
type Entry = readonly [text: string, verdict: Verdict];

/** Names of files beside the sources that rules read. */
const MANIFEST = /^(?:package|[jt]sconfig[\w.-]*)\.json$/;

/**
 * A cache of verdicts by content. They hang on other files too, such as one that starts this one in a worker, and so they
 * count only while no source of the project has another date or size. What cannot be read is as if it were not there.
 *
 * @param settings all that a verdict hangs on beside the files: rules, settings, versions
 * @param read the folder whose files may be read
 */
export function createLintCache(path: string, root: string, settings: unknown, read: string): LintCache {
  const key = hash([JSON.stringify(settings), ...[...listStamps(read)].sort()].join('\n'));
  const entries = readEntries(path, key);
  let isNew = false;
  return {
    find(file, text) {
      const entry = entries.get(relative(root, file));
      return entry?.[0] === hash(text) ? entry[1] : null;
    },
    add(file, text, verdict) {
      // What a comment has silenced is not among the findings, and reports show it.
      if (text.includes('eslint-disable')) return;
      entries.set(relative(root, file), [hash(text), verdict]);
      isNew = true;
    },
    clear: () => entries.clear(),
    write() {
      if (!isNew) return;
      mkdirSync(dirname(path), { recursive: true });
      replaceFile(path, JSON.stringify({ key, entries: [...entries] }));
    },
  };
}

function readEntries(path: string, key: string): Map<string, Entry> {
  try {
    const data = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly key: string;
      readonly entries: [string, Entry][];
    };
    const isWhole = data.entries.every(
      ([, [text, verdict]]) => text !== '' && (verdict === 'skipped' || Array.isArray(verdict)),
    );
    return new Map(data.key === key && isWhole ? data.entries : []);
  } catch {
    return new Map();
  }
}

function* listStamps(folder: string): Generator<string> {
  let names;
  try {
    names = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of names) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) yield* listStamps(path);
    } else if (isSource(entry.name) || MANIFEST.test(entry.name)) {
      yield getStamp(path);
    }
  }
}

function getStamp(path: string): string {
  try {
    const { mtimeMs, size } = statSync(path);
    return `${path} ${mtimeMs} ${size}`;
  } catch {
    return path;
  }
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
