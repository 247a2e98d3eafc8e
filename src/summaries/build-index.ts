import path from 'node:path';
import { findLinkedExport } from './link-exports.ts';
import { linkJobs, listJobs } from './link-jobs.ts';
import { linkStarts, type LinkedStart } from './link-starts.ts';
import { findMark, listMarkedImports } from './marked-workers.ts';
import { isSetOutside } from './thread-copies.ts';
import type { ProjectFiles } from './project-files.ts';
import type { MarkedLoader, Start, WorkerFile, WorkerIndex } from '../source/project-view.ts';
import { findShared } from './loaded-outside.ts';
import { IndexedFile, listImported, type Reach } from './worker-file.ts';

const MAX_DEPTH = 8;
const MAX_WORKER_FILES = 5000;
/** Threads first: a file that a thread and a process run is worker code. */
const RANK: Readonly<Record<Start['kind'], number>> = { worker: 0, pool: 1, job: 2, fork: 3 };

/** Puts the index together from what the files tell. The same files give the same index, in whatever order they are asked. */
export function buildIndex(files: ProjectFiles): WorkerIndex {
  const owners = files.listOwners();
  readOwners(files, owners);
  const linked = linkStarts(files, owners);
  const reached = reachFiles(files, linked);
  const workers = new Map<string, IndexedFile>();
  let shared: ReadonlySet<string> | null = null;
  const isShared = (file: string): boolean =>
    (shared ??= findShared(files, workers, (one) => workers.has(one))).has(file);
  for (const reach of reached) workers.set(reach.file, new IndexedFile(reach, files, isShared));
  let marked: ReadonlyMap<string, MarkedLoader> | null = null;
  const byPlace = groupByPlace(linked);
  const jobs = linkJobs(files, owners);
  const index: WorkerIndex = {
    root: files.root,
    starts: [...linked.map(({ start }) => start), ...jobs.starts],
    isTooLarge: files.listing.isTooLarge,
    findWorker: (absolute) => workers.get(toRelative(files.root, absolute)) ?? null,
    findMarkedLoader: (absolute) =>
      (marked ??= listMarkedImports(files, owners, workers)).get(toRelative(files.root, absolute)) ?? null,
    findProcessors: (absolute) => jobs.processors.get(toRelative(files.root, absolute)) ?? [],
    findTarget: (absolute, line) => findOnly(byPlace.get(`${toRelative(files.root, absolute)}:${line}`) ?? []),
    workers: () => workers.values() as Iterable<WorkerFile>,
    findExport: (absolute, specifier, name) =>
      findLinkedExport(files, toRelative(files.root, absolute), { specifier, name }),
    isSetOutside: (absolute, specifier, name) =>
      isSetOutside(files, index, toRelative(files.root, absolute), { specifier, name }),
  };
  return index;
}

/** Asks each file all that the index will want of it while its tree is at hand: parsing is most of what an index costs. */
function readOwners(files: ProjectFiles, owners: readonly string[]): void {
  for (const file of owners) {
    files.findSpawning(file);
    listJobs(files, file);
    findMark(files, file);
    files.findImports(file);
  }
}

function toRelative(root: string, absolute: string): string {
  return path.relative(root, absolute).replaceAll('\\', '/');
}

function groupByPlace(linked: readonly LinkedStart[]): Map<string, LinkedStart[]> {
  const groups = new Map<string, LinkedStart[]>();
  for (const one of linked) {
    const { file, line } = one.start.place;
    const key = `${file}:${line}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function findOnly(linked: readonly LinkedStart[]): Start | null {
  const [first] = linked;
  return first && linked.length === 1 && !first.isAmbiguous ? first.start : null;
}

/** The started files and what they load, nearest first. */
function reachFiles(files: ProjectFiles, linked: readonly LinkedStart[]): Reach[] {
  const direct = new Map<string, Start[]>();
  for (const { start } of linked) {
    if (start.target !== null) direct.set(start.target, [...(direct.get(start.target) ?? []), start]);
  }
  const rank = (starts: readonly Start[]): number => Math.min(...starts.map(({ kind }) => RANK[kind]));
  const entries = [...direct].sort(([a, x], [b, y]) => rank(x) - rank(y) || (a < b ? -1 : 1));
  const queue = entries.map(([file, starts]): Reach => ({ file, starts, importedBy: null, depth: 0 }));
  const known = new Set(direct.keys());
  for (let i = 0; i < queue.length && queue.length < MAX_WORKER_FILES; i += 1) {
    const { file, starts, depth } = queue[i] as Reach;
    for (const target of depth < MAX_DEPTH ? listImported(files, file) : []) {
      if (known.has(target)) continue;
      known.add(target);
      queue.push({ file: target, starts, importedBy: file, depth: depth + 1 });
    }
  }
  return queue;
}
