import { findThreadBranches } from '../facts/jobs/main-thread-branch.ts';
import { findMarkedFunction, getMarks } from '../facts/jobs/marks.ts';
import { isTestPath } from '../project/is-test-file.ts';
import type { MarkedLoader } from '../source/project-view.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { ProjectFiles } from './project-files.ts';
import { findShared } from './loaded-outside.ts';
import { listImported } from './worker-file.ts';

const MAX_FILES = 2000;

/**
 * The files that are loaded by nothing but workers of their own marks, whoever starts those, each with the worker that it
 * is loaded by. `owners` are the files that can start or be something, `started` those that are known to be run by a start.
 */
export function listMarkedImports(
  files: ProjectFiles,
  owners: readonly string[],
  started: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, MarkedLoader> {
  const roots = new Map<string, string>();
  for (const file of owners) {
    const reason = started.has(file) ? null : findMark(files, file);
    if (reason) roots.set(file, reason);
  }
  const reached = reach(files, roots, started);
  const isInside = (file: string): boolean => roots.has(file) || reached.has(file) || started.has(file);
  const shared = findShared(files, reached, isInside);
  return new Map([...reached].filter(([file]) => !shared.has(file)));
}

/** What makes a file a worker by its own words; null for a test. */
export function findMark(files: ProjectFiles, file: string): string | null {
  return isTestPath(file) ? null : files.ask(file, 'marked', findWholeMark);
}

/** What marks the whole file as a worker's: `uses parentPort`; null for one that is an owner's too. */
function findWholeMark(source: SourceFile): string | null {
  if (findThreadBranches(source)) return null;
  return getMarks(source).find((mark) => findMarkedFunction(mark) === null)?.reason ?? null;
}

function reach(
  files: ProjectFiles,
  roots: ReadonlyMap<string, string>,
  started: ReadonlyMap<string, unknown>,
): Map<string, MarkedLoader> {
  const reached = new Map<string, MarkedLoader>();
  for (const [worker, reason] of roots) {
    // A list grows while it is walked.
    const queue = [worker];
    for (const file of queue) {
      for (const target of listImported(files, file)) {
        if (roots.has(target) || reached.has(target) || started.has(target) || reached.size >= MAX_FILES) continue;
        reached.set(target, { file: worker, reason });
        queue.push(target);
      }
    }
  }
  return reached;
}
