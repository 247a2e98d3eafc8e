import path from 'node:path';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { SignalType } from '../../source/summary.ts';
import { isOwnModule } from '../callables/link-callable.ts';

const getKnown = oncePerFile(() => new Map<string, string | null>());

/** The property that is an AbortSignal, of a type which other files of the project declare; null where none says so. */
export function findImportedOption(file: SourceFile, { types }: SignalType): string | null {
  if (!file.project.isLinked || file.filename.startsWith('<')) return null;
  const known = getKnown(file);
  for (const { specifier, name } of types) {
    const key = `${specifier}#${name}`;
    let option = known.get(key);
    if (option === undefined) {
      const filename = path.resolve(file.root, file.filename);
      option = isOwnModule(file, specifier)
        ? (file.project.findSignalType(filename, specifier, name)?.option ?? null)
        : null;
      known.set(key, option);
    }
    if (option !== null) return option;
  }
  return null;
}
