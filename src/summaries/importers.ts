import path from 'node:path';
import type { ImportEntry } from '../semantics/imports.ts';
import type { ProjectFiles } from './project-files.ts';

/** Names of files that imports leave out, so that the folder's name stands for them. */
const LEFT_OUT = /^(?:index|main|mod)$/;
/** How a specifier ends that names a folder by dots only: `'..'`, `"./"`. */
const DOTS = [".'", '."', "./'", './"'];

/**
 * The imports of a project's files that lead to one of `targets`, by the importing file. Only files whose text holds a
 * word by which a target can be imported are parsed.
 */
export function* listImporters(
  files: ProjectFiles,
  targets: ReadonlySet<string>,
  isWanted: (file: string) => boolean = () => true,
): Generator<{ file: string; target: string; entry: ImportEntry }> {
  if (targets.size === 0) return;
  const { words, names } = getImportWords(files, targets);
  for (const file of files.listing.sources.keys()) {
    if (!isWanted(file) || (!files.mayImport(file, names) && !files.mentions(file, words))) continue;
    for (const entry of files.findImports(file)?.entries ?? []) {
      const { target } = files.resolver.resolveModule(file, entry.specifier);
      if (target !== null && targets.has(target)) yield { file, target, entry };
    }
  }
}

/** Every specifier that leads to one of the files ends with one of `names`, or holds one of `words`. */
function getImportWords(files: ProjectFiles, targets: ReadonlySet<string>): { words: string[]; names: string[] } {
  const words = new Set(
    files.resolver.listAliases().flatMap(({ alias, target }) => (targets.has(target) ? [alias] : [])),
  );
  const names = new Set<string>();
  for (const target of targets) {
    const stem = path.posix.basename(target).replace(/\.[cm]?[jt]sx?$/, '');
    names.add(stem);
    if (!LEFT_OUT.test(stem)) continue;
    names.add(path.posix.basename(path.posix.dirname(target)));
    for (const dots of DOTS) words.add(dots);
  }
  return { words: [...words], names: [...names] };
}
