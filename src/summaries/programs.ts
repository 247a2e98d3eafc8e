import { isTestPath } from '../project/is-test-file.ts';
import type { Program } from '../source/project-view.ts';
import { listImporters } from './importers.ts';
import type { ProjectFiles } from './project-files.ts';
import { listLoaded } from './worker-file.ts';

/** So many files of a program are looked at. */
const MAX_FILES = 400;

/**
 * The program that begins with a file: one that a `bin` or a start script of its package names, or that no other file
 * imports and that exports nothing, where others cannot import the package either.
 */
export function findProgram(files: ProjectFiles, file: string): Program | null {
  if (files.listing.isTooLarge || isTestPath(file) || !files.listing.sources.has(file)) return null;
  if (!isNamed(files, file) && !isAlone(files, file)) return null;
  return { mentions: (words) => listFiles(files, file).some((one) => files.mentions(one, words)) };
}

function isNamed({ resolver }: ProjectFiles, file: string): boolean {
  const manifest = resolver.findPackage(file);
  return manifest?.programs.some((program) => resolver.findProgram(manifest, program) === file) ?? false;
}

function isAlone(files: ProjectFiles, file: string): boolean {
  if (files.resolver.findPackage(file)?.exports !== undefined || files.listExports(file).length > 0) return false;
  for (const { entry } of listImporters(files, new Set([file]))) if (!entry.isTypeOnly) return false;
  return true;
}

/** The file and all that it loads, as far as they are followed. */
function listFiles(files: ProjectFiles, entry: string): string[] {
  const found = new Set([entry]);
  // A set grows while it is walked.
  for (const file of found) {
    const imports = found.size < MAX_FILES ? files.findImports(file) : null;
    for (const target of imports ? listLoaded(files, file, imports).loaded : []) found.add(target);
  }
  return [...found];
}
