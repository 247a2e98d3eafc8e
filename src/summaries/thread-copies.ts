import path from 'node:path';
import { findExportedFlag, setsImported, type ExportedFlag } from '../facts/flags/exported-flags.ts';
import { getMarks } from '../facts/jobs/marks.ts';
import { isTestPath } from '../project/is-test-file.ts';
import type { ImportEntry } from '../semantics/imports.ts';
import type { WorkerIndex } from '../source/project-view.ts';
import { listImporters } from './importers.ts';
import type { ProjectFiles } from './project-files.ts';

/**
 * Is what a worker's file imports a copy of its own thread's that only code outside of workers sets? Every thread that loads
 * a module has its own variables. False where code of a worker could set it too, and where nobody is seen to.
 */
export function isSetOutside(
  files: ProjectFiles,
  index: WorkerIndex,
  reader: string,
  { specifier, name }: { readonly specifier: string; readonly name: string },
): boolean {
  const target = files.resolve(reader, specifier);
  const flag = target === null ? null : files.ask(target, `flag ${name}`, (file) => findExportedFlag(file, name));
  if (target === null || !flag) return false;
  let isSeen = flag.bySignal;
  for (const { file, entry } of listImporters(files, new Set([target]))) {
    if (entry.isTypeOnly || isTestPath(file) || !maySet(files, file, entry, flag, name)) continue;
    if (isInWorker(files, index, file)) return false;
    isSeen = true;
  }
  return isSeen;
}

/** Can the importer set it: by a setter, as a property, or through the module as a whole? */
function maySet(files: ProjectFiles, file: string, entry: ImportEntry, flag: ExportedFlag, name: string): boolean {
  const [first = ''] = name.split('.');
  const names = entry.names.filter(({ isType }) => !isType).map((one) => one.name);
  if (names.length === 0 || names.some((one) => one === '*' || flag.setters.includes(one))) return true;
  if (!flag.isProperty || !names.includes(first)) return false;
  return files.ask(file, `sets ${entry.specifier} ${name}`, (one) => setsImported(one, entry.specifier, name)) ?? true;
}

function isInWorker(files: ProjectFiles, index: WorkerIndex, file: string): boolean {
  const absolute = path.join(files.root, file);
  if (index.findWorker(absolute) ?? index.findMarkedLoader(absolute)) return true;
  return files.ask(file, 'has marks', (one) => getMarks(one).length > 0) ?? false;
}
