import { join, relative, resolve, sep } from 'node:path';
import { askGit, splitNames } from './git.ts';

/**
 * `--ignore` as globs of ESLint, from the root. As in `.gitignore`, a name without a slash is meant in every folder, and
 * with a folder goes all that it holds.
 */
export function getIgnoredGlobs(patterns: readonly string[], root: string): string[] {
  return patterns.flatMap((pattern) => {
    const path = pattern.replace(/[\\/]+$/, '');
    const glob = /[\\/]/.test(path) ? relative(root, resolve(path)).split(sep).join('/') : `**/${path}`;
    return [glob, `${glob}/**`];
  });
}

/**
 * Says of an absolute path, with a slash behind it when it is a folder's, whether git ignores it. Git itself is asked,
 * once: it knows every `.gitignore` above and below, the lists of the clone and of the user, and what is tracked
 * nevertheless. Without git, or outside a repository, nothing is ignored.
 *
 * @param named absolute paths that the user has asked for, ignored or not
 */
export function createGitignore(root: string, named: readonly string[]): (path: string) => boolean {
  const ignored = new Set(listIgnored(root).map((name) => join(root, name)));
  for (const path of named) {
    for (const entry of ignored)
      if (path === entry || `${path}${sep}`.startsWith(getFolder(entry))) ignored.delete(entry);
  }
  return (path) => ignored.has(path);
}

function getFolder(entry: string): string {
  return entry.endsWith(sep) ? entry : `${entry}${sep}`;
}

function listIgnored(root: string): string[] {
  const answer = askGit(root, ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z']);
  return 'text' in answer ? splitNames(answer.text).filter((name) => name !== './') : [];
}
