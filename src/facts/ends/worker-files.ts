import { isAbsolute, join } from 'node:path';
import type { Handle } from '../../semantics/find-handle.ts';
import type { Start, WorkerFile } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';

/** The files that the worker may run; empty where one of them is not known. */
export function listWorkers(file: SourceFile, { creation }: Handle): WorkerFile[] {
  if (!isAbsolute(file.filename)) return [];
  const index = file.project.getIndex();
  const known = creation && index.findTarget(file.filename, creation.loc.start.line);
  const starts = known ? [known] : creation ? [] : listStarts(file, index.starts, index.root);
  const workers = starts.flatMap(({ kind, target }) => {
    const worker = kind === 'worker' && target !== null ? index.findWorker(join(index.root, target)) : null;
    return worker ? [worker] : [];
  });
  return workers.length === starts.length ? workers : [];
}

/** What the file starts at all, where the place that made this worker cannot be told. */
function listStarts({ filename }: SourceFile, starts: readonly Start[], root: string): Start[] {
  return starts.filter(({ place, kind }) => kind === 'worker' && join(root, place.file) === filename);
}
