import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';

/** A source file as it was when it was looked at. */
export interface FileStamp {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly modified: number;
  readonly size: number;
}

export interface ProjectListing {
  readonly sources: ReadonlyMap<string, FileStamp>;
  /** The `package.json` and `tsconfig.json` files. */
  readonly manifests: ReadonlyMap<string, FileStamp>;
  readonly isTooLarge: boolean;
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const MANIFEST = /^(?:package|[jt]sconfig[\w.-]*)\.json$/;
const MAX_FILES = 50_000;
const MAX_DEPTH = 40;

/**
 * The source files below a root; never outside of it: links to folders are not followed, links to files only to a place
 * inside. `node_modules` and folders with a dot in front are left out; what cannot be read is left out too.
 */
export function listProject(root: string, maxFiles = MAX_FILES): ProjectListing {
  const sources = new Map<string, FileStamp>();
  const manifests = new Map<string, FileStamp>();
  const folders: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  for (let next = folders.pop(); next; next = folders.pop()) {
    const { folder, depth } = next;
    for (const entry of readFolder(path.join(root, folder))) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH && !isSkipped(entry.name)) folders.push({ folder: file, depth: depth + 1 });
        continue;
      }
      const list = SOURCE.test(entry.name) ? sources : MANIFEST.test(entry.name) ? manifests : null;
      if (!list || isDeclaration(entry.name)) continue;
      const stamp = readStamp(root, file, entry.isSymbolicLink());
      if (stamp) list.set(file, stamp);
      if (sources.size > maxFiles) return { sources: new Map(), manifests: new Map(), isTooLarge: true };
    }
  }
  return { sources, manifests, isTooLarge: false };
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isSkipped(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

function isDeclaration(name: string): boolean {
  return /\.d\.[cm]?ts$/.test(name);
}

function readStamp(root: string, file: string, isLink: boolean): FileStamp | null {
  const absolute = path.join(root, file);
  try {
    if (isLink && !isInside(realpathSync(root), realpathSync(absolute))) return null;
    const stat = statSync(absolute);
    return stat.isFile() ? { file, modified: stat.mtimeMs, size: stat.size } : null;
  } catch {
    return null;
  }
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
