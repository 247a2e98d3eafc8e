import { existsSync } from 'node:fs';
import path from 'node:path';
import { isMatch } from './match-glob.ts';
import { readManifest, type PackageManifest } from './package-manifest.ts';
import { findObject, readJson } from './read-json.ts';
import { readText } from './read-text.ts';
import { findRelative, joinPath } from './relative-path.ts';
import { findStamp, listProject, type ProjectListing } from './walk-files.ts';

/** The part of a workspace (of npm, pnpm, Yarn, Bun or Lerna) that hangs together with one of its packages. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  /** Folders of that package, of all that it asks for and of all that ask for it; relative to the root, with `/`. */
  readonly folders: readonly string[];
}

const known = new Map<string, Workspace | null>();
const WILD = /[*?{]/;

/** The workspace around the package that an absolute folder is in; null for its root, and where there is none. */
export function findWorkspace(folder: string): Workspace | null {
  let workspace = known.get(folder);
  if (workspace === undefined) known.set(folder, (workspace = path.isAbsolute(folder) ? find(folder) : null));
  return workspace;
}

/** Goes no further than the repository does. */
function find(folder: string): Workspace | null {
  let root = folder;
  let patterns = readPatterns(root);
  while (!patterns) {
    const above = path.dirname(root);
    if (above === root || existsSync(path.join(root, '.git'))) return null;
    root = above;
    patterns = readPatterns(root);
  }
  const own = findRelative(root, folder);
  const listing = listProject(root);
  const members = own ? listMembers(listing, patterns) : [];
  const around = members.filter((member) => own === member || own?.startsWith(`${member}/`) === true);
  const [home] = around.sort((a, b) => b.length - a.length);
  return home === undefined ? null : { root, folders: listRelated(root, home, members) };
}

/** Which folders are packages, as the workspace's root says; null for a folder that is no such root. */
function readPatterns(root: string): string[] | null {
  const yaml = findStamp(root, 'pnpm-workspace.yaml', false);
  if (yaml) return listItems(readText(root, yaml.file, yaml.size) ?? '');
  for (const [file, key] of [
    ['package.json', 'workspaces'],
    ['lerna.json', 'packages'],
  ] as const) {
    const stamp = findStamp(root, file, false);
    const value = stamp && readJson(root, stamp)?.[key];
    const list = findObject(value)?.['packages'] ?? value;
    if (Array.isArray(list)) return list.filter((one) => typeof one === 'string');
  }
  return null;
}

/** The list under `packages:`, which every `pnpm-workspace.yaml` writes one below the other. */
function listItems(yaml: string): string[] {
  const list = /^packages:[^\n]*\n((?:[ \t-][^\n]*(?:\n|$)|#[^\n]*\n|\r?\n)*)/m.exec(yaml)?.[1] ?? '';
  return [...list.matchAll(/^\s*-\s+(['"]?)([^'"#\s]+)\1/gm)].flatMap(([, , item]) => item ?? []);
}

function listMembers(listing: ProjectListing, patterns: readonly string[]): string[] {
  const left = patterns.flatMap((one) => (one.startsWith('!') ? [one.slice(1)] : []));
  const found = patterns.flatMap((one) =>
    one.startsWith('!') ? [] : expand(listing, '', path.posix.normalize(one).split('/').filter(Boolean)),
  );
  return [...new Set(found)].filter(
    (folder) =>
      listing.find(folder)?.manifests.has('package.json') === true && !left.some((glob) => isMatch(folder, glob)),
  );
}

/** The folders below one that the parts of a pattern mean. */
function expand(listing: ProjectListing, folder: string, [part, ...rest]: readonly string[]): string[] {
  if (part === undefined) return [folder];
  if (!WILD.test(part)) return expand(listing, joinPath(folder, part), rest);
  const below = listing.find(folder)?.subfolders ?? [];
  if (part === '**') {
    const deeper = below.flatMap((name) => expand(listing, joinPath(folder, name), [part, ...rest]));
    return [...expand(listing, folder, rest), ...deeper];
  }
  const fitting = below.filter((name) => isMatch(name, part));
  return fitting.flatMap((name) => expand(listing, joinPath(folder, name), rest));
}

/** What the package asks for, step by step, and what asks for it, step by step. */
function listRelated(root: string, home: string, members: readonly string[]): string[] {
  const manifests = members.flatMap((folder) => readManifest(root, folder) ?? []);
  const asks = (one: PackageManifest, other: PackageManifest): boolean =>
    other.name !== null && [one.dependencies, one.devDependencies].some((names) => names.includes(other.name ?? ''));
  const down = spread(home, manifests, asks);
  const up = spread(home, manifests, (one, other) => asks(other, one));
  return [...new Set([...down, ...up])];
}

function spread(
  home: string,
  manifests: readonly PackageManifest[],
  leads: (one: PackageManifest, other: PackageManifest) => boolean,
): Set<string> {
  const met = new Set([home]);
  // A set that grows is walked to its new end.
  for (const folder of met) {
    const one = manifests.find((manifest) => manifest.folder === folder);
    for (const other of one ? manifests : []) if (one && leads(one, other)) met.add(other.folder);
  }
  return met;
}
