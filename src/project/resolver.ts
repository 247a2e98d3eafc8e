import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompilerOptionsReader, type CompilerOptions } from './compiler-options.ts';
import { listExportTargets } from './package-exports.ts';
import { splitSpecifier, readManifest, type PackageManifest } from './package-manifest.ts';
import { compareDepth, findRelative, getFolder, joinPath } from './relative-path.ts';
import { EXTENSIONS, SOURCES_OF } from './source-names.ts';
import type { ProjectListing } from './walk-files.ts';

/** Where a name leads: a file of the project, or why not. */
export type Resolution =
  | { readonly target: string; readonly reason: 'resolved' }
  | { readonly target: null; readonly reason: 'outside' | 'missing' | 'package' };

/** In front of a value that is resolved as a module's specifier is. */
export const MODULE_PREFIX = 'require:';

/** More of them are read of no project. */
const MAX_MANIFESTS = 3000;

const MISSING: Resolution = { target: null, reason: 'missing' };
const OUTSIDE: Resolution = { target: null, reason: 'outside' };

/** Finds files of the project by path and by module specifier; knows only what is listed. */
export class Resolver {
  private readonly root: string;
  private readonly listing: ProjectListing;
  private packages: ReadonlyMap<string, PackageManifest> | null = null;
  private compilers: ReadonlyMap<string, readonly CompilerOptions[]> | null = null;
  private reader: CompilerOptionsReader | null = null;

  constructor(root: string, listing: ProjectListing) {
    this.root = root;
    this.listing = listing;
  }

  /** Do the files outside of the listing on which answers stand still say the same? */
  isCurrent(): boolean {
    return this.reader?.isCurrent() ?? true;
  }

  /**
   * The file that a worker's constructor is given: a URL, an absolute path, or one relative to the file or to the
   * working folder.
   */
  resolveValue(owner: string, value: string, isWeb: boolean): Resolution {
    if (value.startsWith(MODULE_PREFIX)) return this.resolveModule(owner, value.slice(MODULE_PREFIX.length));
    if (value === '' || value.includes('\0')) return MISSING;
    if (value.startsWith('file:')) return this.resolveUrl(value);
    if (/^[a-z][a-z\d+.-]+:/i.test(value) || value.startsWith('//')) return OUTSIDE;
    const plain = isWeb ? value.replace(/[?#].*$/, '') : value;
    if (path.isAbsolute(plain)) {
      const found = this.findAbsolute(plain) ?? (isWeb ? this.findServed(owner, plain) : null);
      if (found !== null) return { target: found, reason: 'resolved' };
      return isWeb || findRelative(this.root, plain) !== null ? MISSING : OUTSIDE;
    }
    const folders = [getFolder(owner), this.findPackageFolder(owner), ''];
    for (const folder of folders) {
      const found = this.probe(path.posix.join(folder, plain.replaceAll('\\', '/')));
      if (found !== null) return { target: found, reason: 'resolved' };
    }
    return MISSING;
  }

  /** The file that a module specifier of a file leads to. */
  resolveModule(owner: string, specifier: string): Resolution {
    const name = specifier.replace(/[?].*$/, '');
    const folder = getFolder(owner);
    if (/^\.{1,2}(?:\/|$)/.test(name)) return this.toResolution(this.findBeside(folder, name), MISSING);
    if (path.isAbsolute(name))
      return this.toResolution(this.findAbsolute(name) ?? this.findServed(owner, name), MISSING);
    if (name.startsWith('#'))
      return this.toResolution(this.findImported(owner, name) ?? this.findByPaths(owner, name), MISSING);
    const found = this.findInPackages(name) ?? this.findByPaths(owner, name);
    return this.toResolution(found, { target: null, reason: 'package' });
  }

  /** The name of the package whose folder a specifier means: `..` in a package's own tests. */
  findPackageName(owner: string, specifier: string): string | null {
    if (!specifier.startsWith('.')) return null;
    const folder = path.posix.join(getFolder(owner), specifier).replace(/^\.$|\/$/g, '');
    return this.findManifest(folder)?.name ?? null;
  }

  /** The manifest of the package that a file belongs to. */
  findPackage(owner: string): PackageManifest | null {
    return this.findManifest(this.findPackageFolder(owner));
  }

  /** The source of a file that a manifest names: `dist/main.js` is `src/main.ts` where nothing says otherwise. */
  findProgram({ folder }: PackageManifest, file: string): string | null {
    const given = path.posix.normalize(file);
    return this.findFirst(folder, [given, toSource(given)]);
  }

  private toResolution(target: string | null, otherwise: Resolution): Resolution {
    return target === null ? otherwise : { target, reason: 'resolved' };
  }

  private resolveUrl(url: string): Resolution {
    try {
      const absolute = fileURLToPath(url.replace(/[?#].*$/, ''));
      return this.toResolution(
        this.findAbsolute(absolute),
        findRelative(this.root, absolute) === null ? OUTSIDE : MISSING,
      );
    } catch {
      return MISSING;
    }
  }

  /** A leading slash is the web server's root: the package's or the project's, or that of its `public` folder. */
  private findServed(owner: string, name: string): string | null {
    const places = [name.slice(1), path.posix.join('public', name)];
    return this.findFirst(this.findPackageFolder(owner), places) ?? this.findFirst('', places);
  }

  private findAbsolute(absolute: string): string | null {
    const relative = findRelative(this.root, absolute);
    return relative === null ? null : this.probe(relative);
  }

  /** A text whose folder is not on the disk has nothing beside it that is still to be built: no tsconfig is read for it. */
  private findBeside(folder: string, name: string): string | null {
    const file = path.posix.join(folder, name);
    const found = this.probeSource(file);
    return found ?? (isFolder(path.join(this.root, folder)) ? this.probe(file) : null);
  }

  /** A path with its extension, with another one, without one, of a folder's index, or as the compiler would write it. */
  private probe(given: string): string | null {
    const file = given.replace(/^\.\//, '');
    if (file === '..' || file.startsWith('../')) return null;
    return this.probeSource(file) ?? this.probeCompiled(file);
  }

  private probeSource(file: string): string | null {
    const { sources } = this.listing;
    if (sources.has(file)) return file;
    const extension = path.posix.extname(file);
    const stem = file.slice(0, file.length - extension.length);
    const folder = file === '' || file === '.' ? '' : `${file.replace(/\/$/, '')}/`;
    const candidates = [
      ...(SOURCES_OF[extension] ?? []).map((other) => stem + other),
      ...EXTENSIONS.map((other) => file + other),
      ...EXTENSIONS.map((other) => `${folder}index${other}`),
    ];
    return candidates.find((candidate) => sources.has(candidate)) ?? this.findMain(folder.replace(/\/$/, ''));
  }

  private findMain(folder: string): string | null {
    const main = this.findManifest(folder)?.main;
    if (!main) return null;
    const file = path.posix.join(folder, main);
    return (
      [file, ...EXTENSIONS.map((extension) => file + extension)].find((name) => this.listing.sources.has(name)) ?? null
    );
  }

  /** `dist/worker.js` that is not built is `src/worker.ts` where a tsconfig says so. */
  private probeCompiled(file: string): string | null {
    for (const { folder, outDir, rootDir } of [...this.getCompilers().values()].flat()) {
      if (outDir === null || outDir === folder || !file.startsWith(`${outDir}/`)) continue;
      const rest = file.slice(outDir.length + 1);
      const roots = rootDir === null ? [path.posix.join(folder, 'src'), folder] : [rootDir];
      for (const base of roots) {
        const found = this.probeSource(path.posix.join(base, rest));
        if (found !== null) return found;
      }
    }
    return null;
  }

  /** Whole specifiers that need not hold the name of their file: packages of the root, their parts, `imports`, `paths`. */
  listAliases(): { readonly alias: string; readonly target: string }[] {
    const aliases = new Map<string, string | null>();
    for (const { name, folder, exports, imports } of this.getPackages().values()) {
      for (const key of ['.', ...listKeys(exports)]) {
        const alias = key.startsWith('.') ? `${name ?? ''}${key.slice(1)}` : (name ?? '');
        aliases.set(alias, this.findInPackages(alias));
      }
      for (const key of listKeys(imports)) aliases.set(key, this.findFirst(folder, listExportTargets(imports, key)));
    }
    for (const { paths } of [...this.getCompilers().values()].flat()) {
      for (const key of listKeys(paths)) aliases.set(key, this.findFirst('', listExportTargets(paths, key)));
    }
    return [...aliases].flatMap(([alias, target]) => (target === null ? [] : [{ alias, target }]));
  }

  private findPackageFolder(owner: string): string {
    for (let folder = getFolder(owner); folder !== ''; folder = getFolder(folder)) {
      if (this.listing.manifests.has(joinPath(folder, 'package.json'))) return folder;
    }
    return '';
  }

  private findImported(owner: string, name: string): string | null {
    const folder = this.findPackageFolder(owner);
    return this.findFirst(folder, listExportTargets(this.findManifest(folder)?.imports, name));
  }

  /** A package of the root by its own name: a workspace, or the root itself. */
  private findInPackages(specifier: string): string | null {
    const { name, subpath } = splitSpecifier(specifier);
    const manifest = this.getPackages().get(name);
    if (!manifest) return null;
    const targets = listExportTargets(manifest.exports, subpath);
    const main = subpath === '.' ? (manifest.main ?? '.') : subpath;
    return (
      this.findFirst(manifest.folder, [...targets, main]) ??
      this.findFirst(manifest.folder, [...targets, main].map(toSource))
    );
  }

  /** As the nearest folder's configurations say; the one called `tsconfig.json` may leave the paths to those beside it. */
  private findByPaths(owner: string, name: string): string | null {
    const compilers = this.getCompilers();
    let folder = getFolder(owner);
    while (folder !== '' && !compilers.has(folder)) folder = getFolder(folder);
    for (const { paths, baseUrl } of compilers.get(folder) ?? []) {
      const found = this.findFirst('', listExportTargets(paths, name));
      if (found !== null) return found;
      const plain = baseUrl === null ? null : this.probe(path.posix.join(baseUrl, name));
      if (plain !== null) return plain;
    }
    return null;
  }

  private findFirst(folder: string, targets: readonly string[]): string | null {
    for (const target of targets) {
      const found = this.probe(path.posix.join(folder, target));
      if (found !== null) return found;
    }
    return null;
  }

  /** By name; of two with one name the nearer to the root. */
  private getPackages(): ReadonlyMap<string, PackageManifest> {
    if (this.packages) return this.packages;
    const packages = new Map<string, PackageManifest>();
    for (const file of this.listManifests(/(?:^|\/)package\.json$/)) {
      const manifest = this.findManifest(getFolder(file));
      if (manifest?.name && !packages.has(manifest.name)) packages.set(manifest.name, manifest);
    }
    return (this.packages = packages);
  }

  private findManifest(folder: string): PackageManifest | null {
    const stamp = this.listing.manifests.get(joinPath(folder, 'package.json'));
    return stamp ? readManifest(this.root, folder, stamp) : null;
  }

  /** By folder; in each the file that has the usual name before `tsconfig.build.json` and the like. */
  private getCompilers(): ReadonlyMap<string, readonly CompilerOptions[]> {
    if (this.compilers) return this.compilers;
    this.reader = new CompilerOptionsReader(this.root, this.listing.manifests, this.getPackages());
    const compilers = new Map<string, CompilerOptions[]>();
    for (const pattern of [/(?:^|\/)[jt]sconfig\.json$/, /(?:^|\/)[jt]sconfig[^/]+\.json$/]) {
      for (const file of this.listManifests(pattern)) {
        const options = this.reader.find(file);
        if (options) compilers.set(options.folder, [...(compilers.get(options.folder) ?? []), options]);
      }
    }
    return (this.compilers = compilers);
  }

  private listManifests(pattern: RegExp): string[] {
    const files = [...this.listing.manifests.keys()].filter((file) => pattern.test(file));
    return files.sort(compareDepth).slice(0, MAX_MANIFESTS);
  }
}

function isFolder(absolute: string): boolean {
  try {
    return statSync(absolute).isDirectory();
  } catch {
    return false;
  }
}

/** Where the source of a built file is by custom, where no tsconfig says so: `dist/main.js` is `src/main.ts`. */
function toSource(built: string): string {
  return path.posix.normalize(built).replace(/^(?:dist|build|lib|out)\//, 'src/');
}

/** The names in a map of exports or paths; a pattern keeps the name of its file. */
function listKeys(map: unknown): string[] {
  return typeof map === 'object' && map !== null ? Object.keys(map).filter((key) => !key.includes('*')) : [];
}
