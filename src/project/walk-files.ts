import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { findRelative, getFolder, joinPath } from './relative-path.ts';
import { isSourceName } from './source-names.ts';

/** A file as it was when it was looked at. */
export interface FileStamp {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly modified: number;
  readonly size: number;
}

/** The files of one kind, by their path. */
export interface ListedFiles {
  has(file: string): boolean;
  get(file: string): FileStamp | undefined;
  /** All of them; none where there are too many. */
  keys(): Iterable<string>;
}

/** What one folder holds. The files by name, and whether each is a link. */
interface Folder {
  readonly sources: ReadonlyMap<string, boolean>;
  readonly manifests: ReadonlyMap<string, boolean>;
  readonly subfolders: readonly string[];
}

type Kind = 'sources' | 'manifests';

const MANIFEST = /^(?:package|[jt]sconfig[\w.-]*)\.json$/;
const MAX_FILES = 50_000;
const MAX_DEPTH = 40;
/** All folders of the root. */
export const WHOLE: readonly string[] = [''];

/**
 * The source files below a root; never outside of it: links to folders are not followed, links to files only to a place
 * inside. `node_modules` and folders with a dot in front are left out; what is no regular file or cannot be read is left
 * out too.
 *
 * @param folders those whose files are listed, relative to the root; what is asked for by its path may be anywhere in it
 */
export function listProject(root: string, maxFiles = MAX_FILES, folders: readonly string[] = WHOLE): ProjectListing {
  return new ProjectListing(root, maxFiles, folders);
}

/** Reads a folder at the first question about a file in it, and all folders when somebody wants every file. */
export class ProjectListing {
  readonly sources: FilesOfKind;
  /** The `package.json` and `tsconfig.json` files. */
  readonly manifests: FilesOfKind;
  private readonly root: string;
  private readonly maxFiles: number;
  private readonly wanted: readonly string[];
  private readonly folders = new Map<string, Folder | null>();
  /** In the order of the walk; null before it. */
  private all: readonly string[] | null = null;

  constructor(root: string, maxFiles: number, wanted: readonly string[]) {
    this.root = root;
    this.maxFiles = maxFiles;
    this.wanted = wanted;
    this.sources = new FilesOfKind(root, this, 'sources');
    this.manifests = new FilesOfKind(root, this, 'manifests');
  }

  /** Has the root more source files than are listed? */
  get isTooLarge(): boolean {
    return this.walk().length === 0;
  }

  /** What the disk says now about all that this one was asked for. */
  readAgain(): ProjectListing {
    const again = new ProjectListing(this.root, this.maxFiles, this.wanted);
    if (this.all) again.walk();
    for (const folder of this.folders.keys()) again.find(folder);
    for (const kind of ['sources', 'manifests'] as const) again[kind].ask(this[kind].asked());
    return again;
  }

  isSame(other: ProjectListing, kind: Kind): boolean {
    return (
      (this.all === null) === (other.all === null) &&
      isSameMap(this.folders, other.folders, (a, b) =>
        isSameMap(a?.[kind] ?? new Map(), b?.[kind] ?? new Map(), (isLink, isOtherLink) => isLink === isOtherLink),
      ) &&
      this[kind].isSame(other[kind])
    );
  }

  /** Null for a folder that there is not, or that is left out. */
  find(folder: string): Folder | null {
    let found = this.folders.get(folder);
    if (found === undefined) {
      const depth = folder === '' ? 0 : folder.split('/').length;
      const isThere =
        depth === 0 ||
        (depth <= MAX_DEPTH && this.find(getFolder(folder))?.subfolders.includes(path.posix.basename(folder)) === true);
      this.folders.set(folder, (found = isThere ? readFolder(`${this.root}/${folder}`) : null));
    }
    return found;
  }

  /** All wanted folders; none where they hold too many source files. */
  walk(): readonly string[] {
    if (this.all) return this.all;
    const all: string[] = [];
    const open = [...this.wanted].reverse();
    let count = 0;
    for (let folder = open.pop(); folder !== undefined && count <= this.maxFiles; folder = open.pop()) {
      const found = this.find(folder);
      if (!found) continue;
      all.push(folder);
      count += found.sources.size;
      for (const name of found.subfolders) open.push(joinPath(folder, name));
    }
    return (this.all = count > this.maxFiles ? [] : all);
  }
}

class FilesOfKind implements ListedFiles {
  private readonly root: string;
  private readonly listing: ProjectListing;
  private readonly kind: Kind;
  private readonly stamps = new Map<string, FileStamp | null>();

  constructor(root: string, listing: ProjectListing, kind: Kind) {
    this.root = root;
    this.listing = listing;
    this.kind = kind;
  }

  has(file: string): boolean {
    return this.get(file) !== undefined;
  }

  get(file: string): FileStamp | undefined {
    let stamp = this.stamps.get(file);
    if (stamp === undefined) {
      const isLink = this.listing.find(getFolder(file))?.[this.kind].get(path.posix.basename(file));
      stamp = isLink === undefined ? null : findStamp(this.root, file, isLink);
      if (isLink !== undefined) this.stamps.set(file, stamp);
    }
    return stamp ?? undefined;
  }

  *keys(): Generator<string> {
    for (const folder of this.listing.walk()) {
      for (const [name, isLink] of this.listing.find(folder)?.[this.kind] ?? []) {
        const file = joinPath(folder, name);
        if (!isLink || this.has(file)) yield file;
      }
    }
  }

  /** The files whose stamp was asked for. */
  asked(): Iterable<string> {
    return this.stamps.keys();
  }

  ask(files: Iterable<string>): void {
    for (const file of files) this.get(file);
  }

  isSame(other: FilesOfKind): boolean {
    return isSameMap(this.stamps, other.stamps, isSameStamp);
  }
}

function isSameMap<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>, isSame: (a: V, b: V) => boolean): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key) as V));
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

function readFolder(folder: string): Folder {
  const [sources, manifests] = [new Map<string, boolean>(), new Map<string, boolean>()];
  const subfolders: string[] = [];
  for (const entry of listEntries(folder)) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (!isSkipped(name)) subfolders.push(name);
      continue;
    }
    const list = isSourceName(name) ? sources : MANIFEST.test(name) ? manifests : null;
    if (entry.isFile() || entry.isSymbolicLink()) list?.set(name, entry.isSymbolicLink());
  }
  return { sources, manifests, subfolders };
}

function listEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isSkipped(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}
