import path from 'node:path';
import type { ProjectFiles } from './project-files.ts';
import type { RawStart } from './raw-starts.ts';
import type { Resolution } from './resolver.ts';
import type { Message, Start } from './types.ts';
import { MODULE_PREFIX } from './values.ts';

/** A start with what only the index needs. */
export interface LinkedStart {
  readonly start: Start;
  /** May it run another file than its target? */
  readonly isAmbiguous: boolean;
}

/** Every start of the project, by file and line, its file looked up. */
export function linkStarts(files: ProjectFiles): LinkedStart[] {
  return files.listOwners().flatMap((file) => {
    const facts = files.findFacts(file);
    if (!facts || facts.starts.length === 0) return [];
    const posts = facts.posts.map(({ value, field, line }): Message => ({ value, field, place: { file, line } }));
    return facts.starts.flatMap((raw) => linkStart(files, file, raw, posts));
  });
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

function linkConditional(files: ProjectFiles, file: string, raw: RawStart, found: readonly Found[], base: Base): LinkedStart[] {
  const holds = (one: Found): boolean => {
    if (one.target === null) return false;
    return raw.condition === 'file' ? isCertainFile(one.text) : files.findFacts(one.target)?.hasDefaultExport === false;
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
