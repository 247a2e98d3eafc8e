import { statSync } from 'node:fs';
import { createGitignore } from './ignored-paths.ts';
import { isSource } from './lint-inputs.ts';
import type { LintRunOptions } from './lint-run.ts';
import type { LintTally } from './lint-tally.ts';
import type { Project } from './project.ts';

/** What is asked of each absolute path that ESLint meets in a folder: is it to be left out? */
export function getIgnoreQuestions(
  options: Omit<LintRunOptions, 'fix'>,
  project: Project,
  tally: LintTally,
): ((path: string) => boolean)[] {
  const isPassedOver = (path: string): boolean => {
    // What the user names was looked at before, or is a text that has no file.
    if (!isFile(path) || !isSource(path) || isNamed.has(path) || canBeRead(path)) return false;
    tally.addPassedOver(path);
    return true;
  };
  const { named = [], only = null } = options;
  // A commit hook may name thousands.
  const isNamed = new Set(named);
  const isIgnored = options.useGitignore ? createGitignore(project.root, named) : () => false;
  const isUnwanted = (path: string): boolean => only !== null && isFile(path) && !only.has(path);
  return [isIgnored, isUnwanted, isPassedOver];
}

/** Folders end with a slash here; they may be called as they like. */
function isFile(path: string): boolean {
  return !/[\\/]$/.test(path);
}

/**
 * False for what has the name of a source file and is none: reading a pipe would wait for ever, and a link that leads
 * nowhere (editors leave such locks) would end the run. What may not be looked at is left to ESLint to complain of.
 */
function canBeRead(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    return !['ENOENT', 'ELOOP', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
