import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tokenize } from './tokens.ts';
import type { ProjectListing } from './walk-files.ts';

/** What is used of a `package.json`. */
export interface PackageManifest {
  /** Its folder, relative to the root; '' for the root. */
  readonly folder: string;
  readonly name: string | null;
  readonly exports: unknown;
  readonly imports: unknown;
  readonly main: string | null;
}

/** What is used of a `tsconfig.json`; folders are relative to the root. */
export interface CompilerPaths {
  readonly folder: string;
  /** What `paths` are relative to. */
  readonly base: string;
  readonly hasBaseUrl: boolean;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly outDir: string | null;
  readonly rootDir: string | null;
}

const MAX_MANIFESTS = 3000;

export function readPackages(root: string, { manifests }: ProjectListing): PackageManifest[] {
  const files = [...manifests.keys()].filter((file) => /(?:^|\/)package\.json$/.test(file)).sort(byDepth);
  return files.slice(0, MAX_MANIFESTS).flatMap((file) => {
    const json = readJson(path.join(root, file));
    if (!json) return [];
    const { name, main, module } = json;
    const entry = typeof module === 'string' ? module : main;
    return {
      folder: getFolder(file),
      name: typeof name === 'string' && name !== '' ? name : null,
      exports: json['exports'],
      imports: json['imports'],
      main: typeof entry === 'string' ? entry : null,
    };
  });
}

export function readCompilerPaths(root: string, { manifests }: ProjectListing): CompilerPaths[] {
  const files = [...manifests.keys()].filter((file) => /(?:^|\/)[jt]sconfig\.json$/.test(file)).sort(byDepth);
  return files.slice(0, MAX_MANIFESTS).flatMap((file) => {
    const own = readJson(path.join(root, file));
    if (!own) return [];
    const folder = getFolder(file);
    const parentFile = findParent(own['extends'], folder, manifests);
    const parent = parentFile === null ? null : readJson(path.join(root, parentFile));
    const [ownOptions, parentOptions] = [getObject(own['compilerOptions']), getObject(parent?.['compilerOptions'])];
    return toPaths(folder, ownOptions, parentFile === null ? folder : getFolder(parentFile), parentOptions);
  });
}

function toPaths(folder: string, own: Json, parentFolder: string, parent: Json): CompilerPaths {
  const find = (key: string): string | null => {
    if (typeof own[key] === 'string') return path.posix.join(folder, own[key]);
    return typeof parent[key] === 'string' ? path.posix.join(parentFolder, parent[key]) : null;
  };
  const baseUrl = find('baseUrl');
  const holder = own['paths'] ? folder : parentFolder;
  const paths: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(getObject(own['paths'] ?? parent['paths']))) {
    if (Array.isArray(value)) paths[key] = value.filter((target) => typeof target === 'string');
  }
  return {
    folder,
    base: baseUrl ?? holder,
    hasBaseUrl: baseUrl !== null,
    paths,
    outDir: find('outDir'),
    rootDir: find('rootDir'),
  };
}

function findParent(value: unknown, folder: string, known: ProjectListing['manifests']): string | null {
  const specifier: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof specifier !== 'string' || !specifier.startsWith('.')) return null;
  const file = path.posix.join(folder, specifier);
  return [file, `${file}.json`].find((candidate) => known.has(candidate)) ?? null;
}

export type Json = Readonly<Record<string, unknown>>;

export function getObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** JSON with comments and trailing commas; null when it is none. */
function readJson(file: string): Json | null {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    return getObject(JSON.parse(/\/[/*]|,\s*[\]}]/.test(text) ? toPlainJson(text) : text));
  } catch {
    return null;
  }
}

function toPlainJson(text: string): string {
  const tokens = tokenize(text);
  const words = Array.from({ length: tokens.length }, (_, i) => text.slice(tokens.getStart(i), tokens.getEnd(i)));
  return words.filter((word, i) => word !== ',' || !/^[\]}]$/.test(words[i + 1] ?? '')).join('');
}

export function getFolder(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
}

/** Nearer to the root first, then by name, so that the answer never depends on the file system's order. */
function byDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
}
