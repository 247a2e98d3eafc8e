import path from 'node:path';
import { hasDefaultValue } from '../facts/ends/exported-values.ts';
import { listImporters } from './importers.ts';
import type { ProjectFiles, Spawning } from './project-files.ts';
import type { RawStart } from '../facts/starts/spawn.ts';
import type { Resolution } from '../project/resolver.ts';
import type { StartRow } from '../facts/starts/start-rows.ts';
import type { Message, Start } from '../source/project-view.ts';
import { findHelper } from './worker-file.ts';
import { MODULE_PREFIX } from '../project/resolver.ts';

/** A start with what only the index needs. */
export interface LinkedStart {
  readonly start: Start;
  /** May it run another file than its target? */
  readonly isAmbiguous: boolean;
}

/** Every start of the project, by file and line, its file looked up. */
export function linkStarts(files: ProjectFiles, owners: readonly string[]): LinkedStart[] {
  const rows = listWrappers(files, owners);
  const callers = listCallers(files, rows);
  return [...new Set([...owners, ...callers.keys()])].sort().flatMap((file) => {
    const all = [files.findSpawning(file), callers.get(file)];
    const starts = all.flatMap((facts) => facts?.starts ?? []).sort((a, b) => a.line - b.line);
    const raw = all.find((facts) => facts && facts.posts.length > 0)?.posts ?? [];
    const sent = raw.filter(({ helper }) => helper === undefined || findHelper(files, file, helper) !== null);
    const posts = sent.map(({ value, field, line }): Message => ({ value, field, place: { file, line } }));
    return starts.flatMap((start) => linkStart(files, file, start, posts));
  });
}

/** The exported functions that start what they are given, by `file#export`. */
function listWrappers(files: ProjectFiles, owners: readonly string[]): Map<string, StartRow> {
  const rows = new Map<string, StartRow>();
  for (const file of owners) {
    for (const { name, row } of files.findSpawning(file)?.wrappers ?? []) rows.set(`${file}#${name}`, row);
  }
  return rows;
}

/** The calls of those by file. */
function listCallers(
  files: ProjectFiles,
  rows: ReadonlyMap<string, StartRow>,
): Map<string, Pick<Spawning, 'starts' | 'posts'>> {
  const callers = new Map<string, Pick<Spawning, 'starts' | 'posts'>>();
  const targets = new Set([...rows.keys()].map((key) => key.slice(0, key.lastIndexOf('#'))));
  for (const file of new Set([...listImporters(files, targets)].map((one) => one.file))) {
    const calls = files.findWrapperCalls(file, rows);
    if (calls && calls.starts.length > 0) callers.set(file, calls);
  }
  return callers;
}

function linkStart(files: ProjectFiles, file: string, raw: RawStart, posts: readonly Message[]): LinkedStart[] {
  const { kind, library, isWeb } = raw.row;
  const base = { kind, library, place: { file, line: raw.line }, posts };
  if (raw.isEval) return [{ start: { ...base, target: null, specifier: null, reason: 'eval' }, isAmbiguous: false }];
  const found = listFound(files, file, raw.values.texts, isWeb || kind === 'worker');
  if (raw.condition !== 'none') return linkConditional(files, file, raw, found, base);
  if (found.length === 0) {
    return [{ start: { ...base, target: null, specifier: raw.text, reason: 'dynamic' }, isAmbiguous: true }];
  }
  const isAmbiguous = found.length > 1 || !raw.values.isComplete;
  return found.map((one) => ({ start: toStart(files, file, base, one), isAmbiguous }));
}

type Base = Omit<Start, 'target' | 'specifier' | 'reason'>;
type Found = Resolution & { readonly text: string };

function linkConditional(
  files: ProjectFiles,
  file: string,
  raw: RawStart,
  found: readonly Found[],
  base: Base,
): LinkedStart[] {
  const holds = (one: Found): boolean => {
    if (one.target === null) return false;
    return raw.condition === 'file'
      ? isCertainFile(one.text)
      : files.ask(one.target, 'default', hasDefaultValue) === false;
  };
  if (found.length === 0 || !found.every(holds)) return [];
  const isAmbiguous = found.length > 1 || !raw.values.isComplete;
  return found.map((one) => ({ start: toStart(files, file, base, one), isAmbiguous }));
}

/** A URL, an absolute path or a module's specifier: nobody gives such a thing to a class that runs no file. */
function isCertainFile(text: string): boolean {
  return text.startsWith(MODULE_PREFIX) || text.startsWith('file:') || path.isAbsolute(text);
}

function toStart(files: ProjectFiles, file: string, base: Base, { text, target, reason }: Found): Start {
  const specifier = target ?? toSpecifier(files.root, text);
  return { ...base, target, specifier, reason: target === file ? 'self' : reason };
}

/** Each file once; several names may lead to the same. */
function listFound(files: ProjectFiles, file: string, texts: readonly string[], isWeb: boolean): Found[] {
  const found = texts.map((text): Found => ({ text, ...files.resolver.resolveValue(file, text, isWeb) }));
  return found.filter(({ target }, i) => target === null || found.findIndex((other) => other.target === target) === i);
}

/** What a message may show: never a path of this machine. */
function toSpecifier(root: string, text: string): string {
  const plain = text.startsWith(MODULE_PREFIX) ? text.slice(MODULE_PREFIX.length) : text.replace(/^file:\/\//, '');
  return plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain;
}
