import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getFolder, readCompilerPaths, readPackages, type CompilerPaths, type PackageManifest } from './manifests.ts';
import { listExportTargets } from './package-exports.ts';
import type { ProjectListing } from './walk-files.ts';

/** Where a name leads: a file of the project, or why not. */
export type Resolution =
  | { readonly target: string; readonly reason: 'resolved' }
  | { readonly target: null; readonly reason: 'outside' | 'missing' | 'package' };

/** In front of a value that is resolved as a module's specifier is. */
export const MODULE_PREFIX = 'require:';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];
/** What TypeScript and bundlers let stand for another extension. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

const MISSING: Resolution = { target: null, reason: 'missing' };
const OUTSIDE: Resolution = { target: null, reason: 'outside' };

/** Finds files of the project by path and by module specifier; knows only what was listed and never asks the disk. */
export class Resolver {
  private readonly root: string;
  private readonly listing: ProjectListing;
  private packages: readonly PackageManifest[] | null = null;
  private compilers: readonly CompilerPaths[] | null = null;

  constructor(root: string, listing: ProjectListing) {
    this.root = root;
    this.listing = listing;
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
      const found = this.findAbsolute(plain) ?? (isWeb ? this.findServed(plain) : null);
      if (found !== null) return { target: found, reason: 'resolved' };
      return isWeb || this.toRelative(plain) !== null ? MISSING : OUTSIDE;
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
    if (/^\.{1,2}(?:\/|$)/.test(name)) return this.toResolution(this.probe(path.posix.join(folder, name)), MISSING);
    if (path.isAbsolute(name)) return this.toResolution(this.findAbsolute(name) ?? this.probe(name.slice(1)), MISSING);
    if (name.startsWith('#'))
      return this.toResolution(this.findImported(owner, name) ?? this.findByPaths(owner, name), MISSING);
    const found = this.findInPackages(name) ?? this.findByPaths(owner, name);
    return this.toResolution(found, { target: null, reason: 'package' });
  }

  /** The name of the package whose folder a specifier means: `..` in a package's own tests. */
  findPackageName(owner: string, specifier: string): string | null {
    if (!specifier.startsWith('.')) return null;
    const folder = path.posix.join(getFolder(owner), specifier).replace(/^\.$|\/$/g, '');
    return this.getPackages().find((manifest) => manifest.folder === folder)?.name ?? null;
  }

  private toResolution(target: string | null, otherwise: Resolution): Resolution {
    return target === null ? otherwise : { target, reason: 'resolved' };
  }

  private resolveUrl(url: string): Resolution {
    try {
      const absolute = fileURLToPath(url.replace(/[?#].*$/, ''));
      return this.toResolution(this.findAbsolute(absolute), this.toRelative(absolute) === null ? OUTSIDE : MISSING);
    } catch {
      return MISSING;
    }
  }

  /** A leading slash is the web server's root: the project's, or that of its `public` folder. */
  private findServed(name: string): string | null {
    return this.probe(name.slice(1)) ?? this.probe(path.posix.join('public', name));
  }

  private findAbsolute(absolute: string): string | null {
    const relative = this.toRelative(absolute);
    return relative === null ? null : this.probe(relative);
  }

  private toRelative(absolute: string): string | null {
    const relative = path.relative(this.root, absolute).replaceAll('\\', '/');
    return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? null : relative;
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
    if (!this.listing.manifests.has(folder === '' ? 'package.json' : `${folder}/package.json`)) return null;
    const main = this.getPackages().find((manifest) => manifest.folder === folder)?.main;
    if (!main) return null;
    const file = path.posix.join(folder, main);
    return (
      [file, ...EXTENSIONS.map((extension) => file + extension)].find((name) => this.listing.sources.has(name)) ?? null
    );
  }

  /** `dist/worker.js` that is not built is `src/worker.ts` where a tsconfig says so. */
  private probeCompiled(file: string): string | null {
    for (const { folder, outDir, rootDir } of this.getCompilers()) {
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

  private findPackageFolder(owner: string): string {
    for (let folder = getFolder(owner); folder !== ''; folder = getFolder(folder)) {
      if (this.listing.manifests.has(`${folder}/package.json`)) return folder;
    }
    return '';
  }

  private findImported(owner: string, name: string): string | null {
    const folder = this.findPackageFolder(owner);
    const manifest = this.getPackages().find((candidate) => candidate.folder === folder);
    return manifest ? this.findFirst(folder, listExportTargets(manifest.imports, name)) : null;
  }

  /** A package of the root by its own name: a workspace, or the root itself. */
  private findInPackages(name: string): string | null {
    const manifest = this.getPackages().find(
      (one) => one.name !== null && (name === one.name || name.startsWith(`${one.name}/`)),
    );
    if (!manifest?.name) return null;
    const { folder } = manifest;
    const rest = name.slice(manifest.name.length + 1);
    if (manifest.exports !== undefined) {
      const found = this.findFirst(folder, listExportTargets(manifest.exports, rest === '' ? '.' : `./${rest}`));
      if (found !== null) return found;
    }
    return this.probe(path.posix.join(folder, rest === '' ? (manifest.main ?? '.') : rest));
  }

  private findByPaths(owner: string, name: string): string | null {
    const compiler = this.getCompilers().findLast(({ folder }) => folder === '' || owner.startsWith(`${folder}/`));
    if (!compiler) return null;
    const found = this.findFirst(compiler.base, listExportTargets(compiler.paths, name));
    return found ?? (compiler.hasBaseUrl ? this.probe(path.posix.join(compiler.base, name)) : null);
  }

  private findFirst(folder: string, targets: readonly string[]): string | null {
    for (const target of targets) {
      const found = this.probe(path.posix.join(folder, target));
      if (found !== null) return found;
    }
    return null;
  }

  private getPackages(): readonly PackageManifest[] {
    return (this.packages ??= readPackages(this.root, this.listing));
  }

  private getCompilers(): readonly CompilerPaths[] {
    return (this.compilers ??= readCompilerPaths(this.root, this.listing));
  }
}
