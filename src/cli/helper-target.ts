import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Project } from './project.ts';
import { isTypescript } from './is-typescript.ts';
import { UsageError } from './usage-error.ts';

/** Where the copy of the stop helper goes. */
export interface HelperTarget {
  /** Absolute. */
  readonly path: string;
  /** As told to the user, from the project's root. */
  readonly name: string;
  /** As `settings.graceful.helper` has it: from the project's root, with `./`. */
  readonly specifier: string;
  readonly language: 'ts' | 'js';
}

const LANGUAGES: Readonly<Record<string, 'ts' | 'js'>> = { '.ts': 'ts', '.mts': 'ts', '.js': 'js', '.mjs': 'js' };

/**
 * Picks the place and the language of the copy.
 *
 * @param wanted a path from the working folder; left out: where the settings say that it is, else the default
 * @param stated what the ESLint config says
 * @throws UsageError when the path is of another kind or outside the project
 */
export function getHelperTarget(project: Project, wanted: string | undefined, stated: string | null): HelperTarget {
  const chosen = wanted === undefined ? getDefaultPath(project, stated) : resolve(wanted);
  const path = asModule(isFolder(chosen) ? join(chosen, getFileName(project)) : chosen, project);
  const language = LANGUAGES[extname(path)];
  if (language === undefined) {
    const endings = Object.keys(LANGUAGES).join(', ');
    throw new UsageError(`${wanted ?? path}: the helper is an ES module; its name must end in ${endings}`);
  }
  const name = relative(project.root, path).split(sep).join('/');
  if (name.startsWith('../') || isAbsolute(name)) throw new UsageError(`${wanted ?? path} is outside ${project.root}`);
  return { path, name, specifier: `./${name}`, language };
}

function getDefaultPath(project: Project, inConfig: string | null): string {
  const settings = project.manifest?.data['graceful'] as { helper?: unknown } | undefined;
  const stated = inConfig ?? settings?.helper;
  if (typeof stated === 'string' && stated.startsWith('.')) return resolve(project.root, stated);
  return join(project.root, isFolder(join(project.root, 'src')) ? 'src' : '', getFileName(project));
}

function getFileName(project: Project): string {
  return isTypescript(project) ? 'stop-worker.ts' : 'stop-worker.js';
}

/** Node reads a `.js` file as CommonJS unless package.json says otherwise; the helper is an ES module. */
function asModule(path: string, { manifest }: Project): string {
  return path.endsWith('.js') && manifest?.data['type'] !== 'module' ? path.replace(/\.js$/, '.mjs') : path;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
