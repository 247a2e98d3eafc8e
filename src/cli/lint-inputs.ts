import { statSync, type Stats } from 'node:fs';
import { dirname, extname, isAbsolute, relative, resolve } from 'node:path';
import { getProject, type Project } from './project.ts';
import { isComponent } from './script-blocks.ts';
import { UsageError } from './usage-error.ts';

export interface LintInputs {
  readonly project: Project;
  /** Absolute paths and globs. */
  readonly patterns: readonly string[];
  /** Named files that are neither JavaScript nor TypeScript, as written. */
  readonly skipped: readonly string[];
}

export const EXTENSIONS: readonly string[] = ['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'];

/**
 * Checks the paths that were asked for, and finds the one project that they belong to.
 *
 * @throws UsageError that names the first path which does not exist, is no file or folder, or is of another project.
 */
export function getLintInputs(paths: readonly string[]): LintInputs {
  const inputs = paths.map((path) => ({ path, absolute: resolve(path), stats: getStats(path) }));
  const wanted = inputs.filter(({ path, stats }) => !stats?.isFile() || isSource(path));
  if (wanted.length === 0) throw new UsageError(`no JavaScript or TypeScript among: ${paths.join(', ')}`);
  const project = getCommonProject(wanted);
  return {
    project,
    patterns: wanted.map(({ absolute }) => absolute),
    skipped: inputs.filter((input) => !wanted.includes(input)).map(({ path }) => path),
  };
}

/**
 * The same for a text that is to be linted as if it were a file's, which need not be there.
 *
 * @throws UsageError when that file would be neither JavaScript nor TypeScript.
 */
export function getTextInputs(file: string): LintInputs {
  if (!isSource(file)) throw new UsageError(`no JavaScript or TypeScript among: ${file}`);
  const absolute = resolve(file);
  const around = getProject(process.cwd());
  const project = isWithin(around.root, absolute) ? around : getProject(dirname(absolute));
  return { project, patterns: [absolute], skipped: [] };
}

/** Null for a glob. */
function getStats(path: string): Stats | null {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      if (isGlob(path)) return null;
      throw new UsageError(`${path === '' ? '""' : path} does not exist`);
    }
    throw new UsageError(`cannot read ${path} (${code})`);
  }
  if (stats.isFile() || stats.isDirectory()) return stats;
  throw new UsageError(`${path} is neither a file nor a folder`);
}

function isGlob(path: string): boolean {
  return /[*?{[]|[!+@]\(/.test(path);
}

/** By its name. */
export function isSource(path: string): boolean {
  return EXTENSIONS.includes(extname(path).slice(1)) || isComponent(path);
}

/** The working folder's project when it holds the first path, otherwise that path's own. */
function getCommonProject(inputs: readonly { path: string; absolute: string; stats: Stats | null }[]): Project {
  const [first] = inputs;
  let project = getProject(process.cwd());
  if (first?.stats && !isWithin(project.root, first.absolute)) {
    project = getProject(first.stats.isDirectory() ? first.absolute : dirname(first.absolute));
  }
  for (const { path, absolute } of inputs) {
    if (!isWithin(project.root, absolute)) {
      throw new UsageError(`${path} is outside ${project.root}; lint one project at a time`);
    }
  }
  return project;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way);
}
