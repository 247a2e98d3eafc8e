import type { ProjectFiles } from './project-files.ts';
import type { JobProcessor } from '../source/project-view.ts';

/** So many files hand an export on at most. */
const MAX_DEPTH = 5;

/** Every export that does jobs, by the file where it is written. */
export function linkProcessors(files: ProjectFiles, owners: readonly string[]): Map<string, JobProcessor[]> {
  const processors = new Map<string, JobProcessor[]>();
  for (const file of owners) {
    for (const { library, line, specifier, name } of files.findFacts(file)?.processors ?? []) {
      const written = follow(files, file, specifier, name, 0);
      if (!written) continue;
      const processor = { library, name: written.name, place: { file, line } };
      processors.set(written.file, [...(processors.get(written.file) ?? []), processor]);
    }
  }
  return processors;
}

/** Through re-exports to the file that has the function; null where that is no file of the project. */
function follow(
  files: ProjectFiles,
  owner: string,
  specifier: string,
  name: string,
  depth: number,
): { file: string; name: string } | null {
  const { target } = depth < MAX_DEPTH ? files.resolver.resolveModule(owner, specifier) : { target: null };
  if (target === null) return null;
  if (name === '*') return { file: target, name };
  for (const written of files.listExports(target, name)) {
    const found =
      'from' in written ? follow(files, target, written.from.specifier, written.from.name, depth + 1) : null;
    if (found) return found;
  }
  return { file: target, name };
}
