import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { findRelative, joinPath } from './relative-path.ts';
import { isSourceName } from './source-names.ts';

/** A file as it was when it was looked at. */
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

const MANIFEST = /^(?:package|[jt]sconfig[\w.-]*)\.json$/;
const MAX_FILES = 50_000;
const MAX_DEPTH = 40;

/**
 * The source files below a root; never outside of it: links to folders are not followed, links to files only to a place
 * inside. `node_modules` and folders with a dot in front are left out; what is no regular file or cannot be read is left
 * out too.
 */
export function listProject(root: string, maxFiles = MAX_FILES): ProjectListing {
  const sources = new Map<string, FileStamp>();
  const manifests = new Map<string, FileStamp>();
  const folders: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  for (let next = folders.pop(); next; next = folders.pop()) {
    const { folder, depth } = next;
    for (const entry of readFolder(`${root}/${folder}`)) {
      const { name } = entry;
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH && !isSkipped(name)) folders.push({ folder: joinPath(folder, name), depth: depth + 1 });
        continue;
      }
      const list = isSourceName(name) ? sources : MANIFEST.test(name) ? manifests : null;
      if (!list || !(entry.isFile() || entry.isSymbolicLink())) continue;
      const stamp = findStamp(root, joinPath(folder, name), entry.isSymbolicLink());
      if (stamp) list.set(stamp.file, stamp);
      if (sources.size > maxFiles) return { sources: new Map(), manifests: new Map(), isTooLarge: true };
    }
  }
  return { sources, manifests, isTooLarge: false };
}

/**
 * A file as it is now; null where it is no regular file, and where a link leads out of the root. `hasLinks`: is any part
 * of its path possibly a link?
 */
export function findStamp(root: string, file: string, hasLinks = true): FileStamp | null {
  const absolute = `${root}/${file}`;
  try {
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    if (hasLinks && findRelative(realpathSync(root), realpathSync(absolute)) === null) return null;
    return { file, modified: stat.mtimeMs, size: stat.size };
  } catch {
    return null;
  }
}

export function isSameStamp(a: FileStamp | null | undefined, b: FileStamp | null | undefined): boolean {
  return a?.modified === b?.modified && a?.size === b?.size;
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
