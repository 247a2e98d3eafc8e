import path from 'node:path';
import { listExportTargets } from './package-exports.ts';
import { splitSpecifier, type PackageManifest } from './package-manifest.ts';
import { findObject, findString, readJson, type Json } from './read-json.ts';
import { findRelative, getFolder } from './relative-path.ts';
import { findStamp, isSameStamp, type FileStamp, type ListedFiles } from './walk-files.ts';

/** What is used of a `tsconfig.json` and of those that it extends; paths are relative to the root. */
export interface CompilerOptions {
  readonly folder: string;
  readonly baseUrl: string | null;
  /** The targets of a specifier or of a pattern with `*`. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly outDir: string | null;
  readonly rootDir: string | null;
}

/** A path as it is written, and the folder of the file where it is. */
interface Written {
  readonly value: string;
  readonly folder: string;
}

/** Options of a file as those that extend it get them. */
interface Inherited {
  readonly baseUrl?: Written;
  readonly outDir?: Written;
  readonly rootDir?: Written;
  readonly paths?: { readonly map: Json; readonly folder: string };
}

const PLACES = ['baseUrl', 'outDir', 'rootDir'] as const;
/** In front of a path: the folder of the file that is built with, which may be one that extends this one. */
const CONFIG_FOLDER = '${configDir}';

/**
 * Reads the `tsconfig.json` files of a root with what they extend: files of the root, by path or as a part of one of its
 * packages. Written here because what is kept for it (get-tsconfig) reads the disk above the root too, and knows nothing
 * of a file that extends a missing one. https://www.typescriptlang.org/tsconfig/#extends
 */
export class CompilerOptionsReader {
  private readonly root: string;
  private readonly listed: ListedFiles;
  private readonly packages: ReadonlyMap<string, PackageManifest>;
  /** The files that are not listed; null where there is none. */
  private readonly unlisted = new Map<string, FileStamp | null>();
  private readonly known = new Map<string, Inherited | null>();

  constructor(root: string, listed: ListedFiles, packages: ReadonlyMap<string, PackageManifest>) {
    this.root = root;
    this.listed = listed;
    this.packages = packages;
  }

  /** Null for a file that cannot be read. */
  find(file: string): CompilerOptions | null {
    const options = this.findInherited(file);
    if (!options) return null;
    const folder = getFolder(file);
    const [baseUrl = null, outDir = null, rootDir = null] = PLACES.map((name) => this.place(options[name], folder));
    const { map, folder: pathsFolder } = options.paths ?? { map: {}, folder };
    const paths = Object.entries(map).map(([key, targets]): [string, string[]] => {
      const values = [targets].flat().flatMap((target) => findString(target) ?? []);
      return [key, values.flatMap((value) => this.place({ value, folder: baseUrl ?? pathsFolder }, folder) ?? [])];
    });
    return { folder, baseUrl, paths: Object.fromEntries(paths), outDir, rootDir };
  }

  /** Is every file that is not listed as it was when it was read? */
  isCurrent(): boolean {
    return [...this.unlisted].every(([file, stamp]) => isSameStamp(stamp, findStamp(this.root, file)));
  }

  /** Relative to the root; null where it is not given or leads out of the root. */
  private place(written: Written | undefined, configFolder: string): string | null {
    if (!written) return null;
    const { value, folder } = written;
    const [from, rest] = value.startsWith(CONFIG_FOLDER)
      ? [configFolder, `.${value.slice(CONFIG_FOLDER.length)}`]
      : [folder, value];
    return findRelative(this.root, path.resolve(this.root, from, rest));
  }

  private findInherited(file: string): Inherited | null {
    let options = this.known.get(file);
    if (options !== undefined) return options;
    // What extends itself, in the end, gets nothing from there.
    this.known.set(file, null);
    this.known.set(file, (options = this.read(file)));
    return options;
  }

  private read(file: string): Inherited | null {
    const stamp = this.listed.get(file) ?? findStamp(this.root, file);
    if (!this.listed.has(file)) this.unlisted.set(file, stamp);
    const json = stamp && readJson(this.root, stamp);
    if (!json) return null;
    const folder = getFolder(file);
    const bases = [json['extends']].flat().map((base) => this.findBase(findString(base) ?? '', folder));
    const own = findObject(json['compilerOptions']) ?? {};
    const places = PLACES.map((name) => {
      const value = findString(own[name]);
      return value === null ? null : { [name]: { value, folder } };
    });
    const map = findObject(own['paths']);
    return Object.assign({}, ...bases, ...places, map && { paths: { map, folder } }) as Inherited;
  }

  /** The later ones of several win, and the file's own options over all. */
  private findBase(specifier: string, folder: string): Inherited | null {
    for (const base of this.listBases(specifier, folder)) {
      for (const file of [base, `${base}.json`, `${base}/tsconfig.json`]) {
        const options = this.findInherited(file);
        if (options) return options;
      }
    }
    return null;
  }

  private *listBases(specifier: string, folder: string): Generator<string> {
    if (specifier.startsWith('.') || path.isAbsolute(specifier)) {
      const base = this.place({ value: specifier, folder }, folder);
      if (base !== null) yield base;
      return;
    }
    const { name, subpath } = splitSpecifier(specifier);
    const manifest = this.packages.get(name);
    if (!manifest) return;
    const targets = listExportTargets(manifest.exports, subpath).filter((target) => target.endsWith('.json'));
    const file = subpath === '.' ? (manifest.tsconfig ?? 'tsconfig.json') : subpath;
    for (const target of [...targets, file]) yield path.posix.join(manifest.folder, target);
  }
}
