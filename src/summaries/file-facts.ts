import { Bindings } from './bindings.ts';
import { Evaluator, type FindConstant } from './evaluate.ts';
import { listExports } from './exported-names.ts';
import type { Heard, RawMessage, Tokens } from './heard-messages.ts';
import { HeardReader } from './heard.ts';
import type { ImportEntry } from './imports.ts';
import { listProcessors, type RawProcessor } from './job-processors.ts';
import { readListening, type Listening } from './listeners.ts';
import { readPosts } from './posts.ts';
import type { MethodRow } from './other-starts.ts';
import { readStarts, type FindRow, type RawStart } from './raw-starts.ts';
import { Source } from './source.ts';
import { listWrapperCalls, type RawWrapper } from './wrapper-starts.ts';
import { readExport, type FoundExport } from './read-export.ts';
import { findFunction } from './token-functions.ts';
import { UNKNOWN, type Values } from './values.ts';

/** What one file tells without any other: strings and positions. */
export interface FileFacts {
  readonly starts: readonly RawStart[];
  readonly wrappers: readonly RawWrapper[];
  readonly processors: readonly RawProcessor[];
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

/** What a file's text means depends on other files in this. */
export interface Lookups {
  readonly absolute: string;
  readonly findRow: FindRow;
  readonly methods: ReadonlyMap<string, readonly MethodRow[]>;
  readonly findConstant: FindConstant;
}

/** Reads what a text tells; null for a text that no person wrote. */
export function readFacts(text: string, lookups: Lookups): FileFacts | null {
  return readTokens(text, lookups, (tokens) => {
    const { source, bindings } = tokens;
    const { starts, wrappers } = readStarts(tokens, lookups.findRow, lookups.methods);
    return {
      starts,
      wrappers,
      processors: listProcessors(tokens),
      imports: bindings.entries,
      hasUnknownImport: bindings.hasUnknownImport,
      posts: starts.length > 0 ? readPosts(tokens) : [],
      types: readExportedTypes(source),
      hasDefaultExport: hasClassDefault(source),
    };
  });
}

/** Reads what the message listeners of a text hear; the text is split again, because facts keep no tokens. */
export function readHeard(text: string, lookups: Lookups): Listening | null {
  return readTokens(text, lookups, readListening);
}

/** Reads a helper function's part of the message; null where it has no such function. */
export function readHelper(
  text: string,
  lookups: Lookups,
  name: string,
  argument: number,
  field: string | null,
): Heard | null {
  return readTokens(text, lookups, (tokens) => {
    const fn = findFunction(tokens.source, name);
    if (!fn?.parameters[argument]) return null;
    const reader = new HeardReader(tokens);
    reader.readFunction(fn, argument, field);
    return reader.heard;
  });
}

/** Reads what one export of a text is; more than one only where the text hands on all exports of several files. */
export function readExports(text: string, lookups: Lookups, name: string): readonly FoundExport[] | null {
  return readTokens(text, lookups, (tokens) => readExport(tokens, name, lookups.findRow));
}

/** Reads what an exported constant is. */
export function readConstant(text: string, lookups: Lookups, name: string): Values {
  const read = readTokens(text, lookups, ({ source, evaluator }) => {
    const exported = listExports(source).find((one) => one.name === name);
    return exported ? evaluator.evaluateTop(exported.local) : UNKNOWN;
  });
  return read ?? UNKNOWN;
}

/** Reads the calls of functions that start the file that they are given, and what is posted around them. */
export function readWrapperCalls(text: string, lookups: Lookups): Pick<FileFacts, 'starts' | 'posts'> | null {
  return readTokens(text, lookups, (tokens) => {
    const starts = listWrapperCalls(tokens, lookups.findRow);
    return { starts, posts: starts.length > 0 ? readPosts(tokens) : [] };
  });
}

function readTokens<T>(text: string, { absolute, findConstant }: Lookups, read: (tokens: Tokens) => T): T | null {
  if (isUnreadable(text)) return null;
  try {
    const source = new Source(absolute, text);
    const bindings = new Bindings(source);
    return detach(read({ source, bindings, evaluator: new Evaluator(source, bindings, findConstant) }));
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
    if (source.is(i, 'default') && source.is(i - 1, 'export'))
      return !/^(?:null|undefined|\{|\(|void)$/.test(source.getText(i + 1));
    if (source.is(i, 'default') && source.is(i - 1, 'as') && source.is(i + 1, '}')) return true;
  }
  return false;
}
