import { isTestPath } from '../project/is-test-file.ts';
import { listImporters } from './importers.ts';
import type { ProjectFiles } from './project-files.ts';
import { areTypes, listImported } from './worker-file.ts';

/** Those of `loaded` that code outside loads too, itself or through others; tests are not outside. */
export function findShared(
  files: ProjectFiles,
  loaded: ReadonlyMap<string, unknown>,
  isInside: (file: string) => boolean,
): Set<string> {
  const shared = new Set<string>();
  const isOutside = (file: string): boolean => !isInside(file) && !isTestPath(file);
  for (const { target, entry } of listImporters(files, new Set(loaded.keys()), isOutside)) {
    if (!entry.isTypeOnly && !areTypes(files, target, entry.names)) shared.add(target);
  }
  // A set grows while it is walked.
  for (const file of shared) {
    for (const target of listImported(files, file)) if (loaded.has(target)) shared.add(target);
  }
  return shared;
}
