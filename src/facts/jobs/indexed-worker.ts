import { isAbsolute } from 'node:path';
import type { FunctionNode } from '../../source/types.ts';
import { oncePerFile } from '../../source/source-file.ts';
import { listExportedFunctions } from '../../semantics/value-functions.ts';
import type { MarkedLoader, WorkerFile } from '../../source/project-view.ts';

/** What another file tells about this one: that it starts it as a worker, or imports it into one. */
export interface IndexedReason {
  readonly kind: 'worker' | 'job';
  readonly reason: string;
}

/**
 * Why a file is worker code by its owner. Null for one that other code loads too, and for child processes: those end by
 * a signal, not by a kill of their thread.
 */
export const findIndexedReason = oncePerFile((file): IndexedReason | null => {
  if (!isAbsolute(file.filename)) return null;
  const index = file.project.getIndex();
  const worker = index.findWorker(file.filename);
  if (!worker) return findLoaderReason(index.findMarkedLoader(file.filename));
  const start = worker?.starts.find(({ kind }) => kind !== 'fork');
  if (!start || worker.isShared) return null;
  const at = `started at ${start.place.file}:${start.place.line}`;
  return { kind: start.kind === 'job' ? 'job' : 'worker', reason: describe(worker, at) };
});

function findLoaderReason(loader: MarkedLoader | null): IndexedReason | null {
  return loader && { kind: 'worker', reason: `is imported by ${loader.file}, which ${loader.reason}` };
}

/** The exported functions that another file gives a job library. */
export const getIndexedProcessors = oncePerFile((file): readonly { node: FunctionNode; reason: string }[] => {
  if (!isAbsolute(file.filename)) return [];
  return file.project
    .getIndex()
    .findProcessors(file.filename)
    .flatMap(({ library, name, place }) => {
      const reason = `is given to ${library} at ${place.file}:${place.line}`;
      return listExportedFunctions(file, name).map((node) => ({ node, reason }));
    });
});

function describe({ importedBy, depth }: WorkerFile, at: string): string {
  if (importedBy === null) return `is ${at}`;
  return depth === 1 ? `is imported by ${importedBy}, ${at}` : `is imported by ${importedBy}, in a worker ${at}`;
}
