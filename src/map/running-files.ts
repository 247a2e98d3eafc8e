import type { WorkerFile, WorkerIndex } from '../source/project-view.ts';

/** The files that run in workers. */
export interface RunningFiles {
  find(file: string | null): WorkerFile | null;
  /** A worker's own file, then those that it runs through its imports; empty for no file. */
  listRun(file: string | null): readonly string[];
  /** Files that are started, by name. */
  readonly roots: readonly string[];
}

/** Sorts the index's files into those that are started and those that come along. */
export function getRunningFiles(index: Pick<WorkerIndex, 'workers'>): RunningFiles {
  const files = new Map([...index.workers()].map((worker) => [worker.file, worker]));
  const roots = [...files.values()]
    .filter(isRoot)
    .map(({ file }) => file)
    .sort();
  const inside = new Map<string, string[]>();
  for (const worker of files.values()) {
    if (isRoot(worker)) continue;
    for (const root of getRoots(worker, files)) inside.set(root, [...(inside.get(root) ?? []), worker.file]);
  }
  for (const list of inside.values()) list.sort();
  return {
    find: (file) => (file === null ? null : (files.get(file) ?? null)),
    listRun: (file) => (file === null ? [] : [file, ...(inside.get(file) ?? [])]),
    roots,
  };
}

function isRoot({ importedBy }: WorkerFile): boolean {
  return importedBy === null;
}

/** The files whose start runs an imported one: as its starts say, else the one at the end of its importers. */
function getRoots(worker: WorkerFile, files: ReadonlyMap<string, WorkerFile>): Set<string> {
  const targets = worker.starts.flatMap(({ target }) => (target === null || target === worker.file ? [] : [target]));
  if (targets.length > 0) return new Set(targets);
  const seen = new Set<string>();
  let at: WorkerFile | undefined = worker;
  while (at && at.importedBy !== null && !seen.has(at.file)) {
    seen.add(at.file);
    at = files.get(at.importedBy);
  }
  return new Set(at ? [at.file] : []);
}
