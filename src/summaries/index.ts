import type { GracefulSettings } from '../kit/settings.ts';
import { buildIndex } from './build-index.ts';
import { ProjectFiles } from './project-files.ts';
import { getStartRows } from './start-rows.ts';
import type { ProjectView, WorkerIndex } from '../source/project-view.ts';

interface Entry {
  readonly files: ProjectFiles;
  index: WorkerIndex | null;
  /** On the clock of `performance.now()`. */
  nextCheck: number;
}

const LEAST_BETWEEN_CHECKS = 2000;
/** A check may take this part of the time: a large project is looked at less often. */
const SHARE_OF_TIME = 0.01;

const entries = new Map<string, Entry>();

/**
 * What starts what in a project. Read from the disk at the first question; a changed, new or deleted file shows within two
 * seconds, later in a project so large that looking takes long. `isFresh`: for a report about another file, which may have
 * been edited a moment ago.
 */
export function getProjectView(root: string, settings: GracefulSettings): ProjectView {
  return {
    isLinked: true,
    get isRead() {
      return entries.has(getKey(root, settings));
    },
    getIndex: (isFresh = false) => getIndexOf(root, settings, isFresh),
  };
}

/** The index of a folder (absolute path). */
export function getIndexOf(root: string, settings: GracefulSettings, isFresh = false): WorkerIndex {
  const key = getKey(root, settings);
  let entry = entries.get(key);
  if (!entry) {
    entry = { files: new ProjectFiles(root, getStartRows(root, settings.pools)), index: null, nextCheck: 0 };
    entries.set(key, entry);
  }
  const now = performance.now();
  if (entry.index && now < entry.nextCheck && !isFresh) return entry.index;
  const hasChanged = entry.files.refresh();
  const spent = performance.now() - now;
  if (hasChanged || !entry.index) entry.index = buildIndex(entry.files);
  entry.nextCheck = performance.now() + Math.max(LEAST_BETWEEN_CHECKS, spent / SHARE_OF_TIME);
  return entry.index;
}

function getKey(root: string, { pools }: GracefulSettings): string {
  return `${root}\0${JSON.stringify(pools)}`;
}
