import path from 'node:path';
import type { GracefulSettings } from '../kit/settings.ts';
import { buildIndex } from './build-index.ts';
import { ProjectCallables } from './callables.ts';
import { findProgram } from './programs.ts';
import { ProjectFiles } from './project-files.ts';
import { getStartRows } from '../facts/starts/start-rows.ts';
import type { ProjectView, WorkerIndex } from '../source/project-view.ts';

interface Entry {
  readonly files: ProjectFiles;
  readonly callables: ProjectCallables;
  index: WorkerIndex | null;
  /** On the clock of `performance.now()`. */
  nextCheck: number;
}

const LEAST_BETWEEN_CHECKS = 2000;
/** A check may take this part of the time: a large project is looked at less often. */
const SHARE_OF_TIME = 0.01;

const entries = new Map<string, Entry>();

/**
 * What other files of a project tell. Read from the disk at the first question; a changed, new or deleted file shows
 * within two seconds, later in a project so large that looking takes long. `isFresh`: for a report about another file,
 * which may have been edited a moment ago.
 */
export function getProjectView(root: string, settings: GracefulSettings): ProjectView {
  return {
    isLinked: true,
    get isRead() {
      return entries.get(getKey(root, settings))?.index != null;
    },
    getIndex: (isFresh = false) => getIndexOf(root, settings, isFresh),
    findCallable: (file, specifier, name) =>
      getFreshEntry(root, settings).callables.findCallable(toRelative(root, file), { specifier, name }),
    findSignalType: (file, specifier, name) =>
      getFreshEntry(root, settings).callables.findSignalType(toRelative(root, file), { specifier, name }),
    findProgram: (file) => findProgram(getFreshEntry(root, settings).files, toRelative(root, file)),
  };
}

/** The index of a folder (absolute path). */
export function getIndexOf(root: string, settings: GracefulSettings, isFresh = false): WorkerIndex {
  const entry = getFreshEntry(root, settings, isFresh);
  return (entry.index ??= buildIndex(entry.files));
}

function getFreshEntry(root: string, settings: GracefulSettings, isFresh = false): Entry {
  const entry = getEntry(root, settings);
  const now = performance.now();
  if (now < entry.nextCheck && !isFresh) return entry;
  if (entry.files.refresh()) entry.index = null;
  const spent = performance.now() - now;
  entry.nextCheck = performance.now() + Math.max(LEAST_BETWEEN_CHECKS, spent / SHARE_OF_TIME);
  return entry;
}

function getEntry(root: string, settings: GracefulSettings): Entry {
  const key = getKey(root, settings);
  const known = entries.get(key);
  if (known) return known;
  const files = new ProjectFiles(root, settings, getStartRows(root, settings.pools));
  const made: Entry = { files, callables: new ProjectCallables(files), index: null, nextCheck: 0 };
  entries.set(key, made);
  return made;
}

function toRelative(root: string, absolute: string): string {
  return path.relative(root, absolute).replaceAll('\\', '/');
}

/** Settings that are written twice are one and the same project's. */
const printed = new WeakMap<GracefulSettings, string>();

function getKey(root: string, settings: GracefulSettings): string {
  let text = printed.get(settings);
  if (text === undefined) printed.set(settings, (text = JSON.stringify(settings)));
  return `${root}\0${text}`;
}
