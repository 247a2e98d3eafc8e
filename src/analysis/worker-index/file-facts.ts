import { Bindings } from './bindings.ts';
import { Evaluator } from './evaluate.ts';
import type { Heard, RawMessage, Tokens } from './heard-messages.ts';
import { HeardReader } from './heard.ts';
import type { ImportEntry } from './imports.ts';
import { readListening, type Listening } from './listeners.ts';
import { readPosts } from './posts.ts';
import { readStarts, type FindRow, type RawStart } from './raw-starts.ts';
import { Source } from './source.ts';
import { findFunction } from './token-functions.ts';

/** What one file tells without any other: strings and positions. */
export interface FileFacts {
  readonly starts: readonly RawStart[];
  readonly imports: readonly ImportEntry[];
  readonly hasUnknownImport: boolean;
  readonly posts: readonly RawMessage[];
  /** The names that are exported as types only. */
  readonly types: readonly string[];
  readonly hasDefaultExport: boolean;
}

/** Minified text has longer lines on average. */
const MAX_LINE = 400;
const SMALL = 20_000;

/** Reads what a text tells; null for a text that no person wrote. */
export function readFacts(absolute: string, text: string, findRow: FindRow): FileFacts | null {
  return readTokens(absolute, text, (tokens) => {
    const { source, bindings } = tokens;
    const starts = readStarts(source, bindings, findRow);
    return {
      starts,
      imports: bindings.entries,
      hasUnknownImport: bindings.hasUnknownImport,
      posts: starts.length > 0 ? readPosts(tokens) : [],
      types: readExportedTypes(source),
      hasDefaultExport: hasClassDefault(source),
    };
  });
}

/** Reads what the message listeners of a text hear; the text is split again, because facts keep no tokens. */
export function readHeard(absolute: string, text: string): Listening | null {
  return readTokens(absolute, text, readListening);
}

/** Reads a helper function's part of the message; null where it has no such function. */
export function readHelper(absolute: string, text: string, name: string, argument: number, field: string | null): Heard | null {
  return readTokens(absolute, text, (tokens) => {
    const fn = findFunction(tokens.source, name);
    if (!fn?.parameters[argument]) return null;
    const reader = new HeardReader(tokens);
    reader.readFunction(fn, argument, field);
    return reader.heard;
  });
}

function readTokens<T>(absolute: string, text: string, read: (tokens: Tokens) => T): T | null {
  if (isUnreadable(text)) return null;
  try {
    const source = new Source(absolute, text);
    const bindings = new Bindings(source);
    return detach(read({ source, bindings, evaluator: new Evaluator(source, bindings) }));
  } catch (error) {
    // The stack ran out: nobody nests calls a thousand deep by hand.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A copy; a part of a string keeps the whole text in memory. */
export function detach<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function isUnreadable(text: string): boolean {
  if (text.slice(0, 8000).includes('\0')) return true;
  if (text.length < SMALL) return false;
  let lines = 1;
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) lines += 1;
  return text.length / lines > MAX_LINE;
}

function readExportedTypes(source: Source): string[] {
  const types: string[] = [];
  for (let i = 0; i < source.length; i += 1) {
    const isType = source.is(i, 'interface') || source.is(i, 'type');
    if (isType && source.is(i - 1, 'export') && source.isName(i + 1)) types.push(source.getText(i + 1));
  }
  return types;
}

/** Not so `export default null as any` and the like, by which typed projects describe what the bundler makes. */
function hasClassDefault(source: Source): boolean {
  for (let i = 0; i < source.length; i += 1) {
    if (source.is(i, 'default') && source.is(i - 1, 'export')) return !/^(?:null|undefined|\{|\(|void)$/.test(source.getText(i + 1));
    if (source.is(i, 'default') && source.is(i - 1, 'as') && source.is(i + 1, '}')) return true;
  }
  return false;
}
