import path from 'node:path';
import type { GracefulSettings } from '../kit/settings.ts';
import { WHOLE } from '../project/walk-files.ts';
import { findWorkspace } from '../project/workspace.ts';
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
  /** When the disk was looked at last; null before the first time. */
  checked: Check | null;
}

interface Check {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  /** So long the thread had waited for something to do by then. */
  readonly idle: number;
  /** So long the check took. */
  readonly spent: number;
}

/** What is read, and how. */
interface Place {
  /** Absolute. */
  readonly root: string;
  readonly settings: GracefulSettings;
  /** The folders whose files are listed, relative to the root. */
  readonly folders: readonly string[];
}

const LEAST_BETWEEN_CHECKS = 2000;
/**
 * Checks may take these parts of the time: a large project is looked at less often. An editor waits between two edits; a
 * run over all files is busy from its beginning to its end, and hardly anybody edits meanwhile.
 */
const SHARE_OF_IDLE_TIME = 0.01;
const SHARE_OF_BUSY_TIME = 0.002;

const entries = new Map<string, Entry>();

/**
 * What other files of a project tell. Read from the disk at the first question; a changed, new or deleted file shows
 * within two seconds, later in a project so large that looking takes long. `isFresh`: for a report about another file,
 * which may have been edited a moment ago.
 *
 * @param folders those whose files are listed, relative to the root; all of it without them
 */
export function getProjectView(root: string, settings: GracefulSettings, folders = WHOLE): ProjectView {
  const place = { root, settings, folders };
  return {
    isLinked: true,
    get isRead() {
      return entries.get(getKey(place))?.index != null;
    },
    getIndex: (isFresh = false) => getIndexAt(place, isFresh),
    findCallable: (file, specifier, name) =>
      getFreshEntry(place).callables.findCallable(toRelative(root, file), { specifier, name }),
    findSignalType: (file, specifier, name) =>
      getFreshEntry(place).callables.findSignalType(toRelative(root, file), { specifier, name }),
    findProgram: (file) => findProgram(getFreshEntry(place).files, toRelative(root, file)),
  };
}

/** The folder below which files are read for a run in a folder (both absolute). */
export function getReadRoot(folder: string): string {
  return findWorkspace(folder)?.root ?? folder;
}

/** Has the disk looked at anew at the next question, as files have been written. */
export function lookAgain(): void {
  for (const entry of entries.values()) entry.checked = null;
}

/** The index of a folder (absolute path). */
export function getIndexOf(root: string, settings: GracefulSettings, isFresh = false): WorkerIndex {
  return getIndexAt({ root, settings, folders: WHOLE }, isFresh);
}

function getIndexAt(place: Place, isFresh: boolean): WorkerIndex {
  const entry = getFreshEntry(place, isFresh);
  return (entry.index ??= buildIndex(entry.files));
}

function getFreshEntry(place: Place, isFresh = false): Entry {
  const entry = getEntry(place);
  if (!isFresh && entry.checked && !isDue(entry.checked)) return entry;
  const before = performance.now();
  if (entry.files.refresh()) entry.index = null;
  const at = performance.now();
  entry.checked = { at, idle: getIdleTime(), spent: at - before };
  return entry;
}

function isDue({ at, idle, spent }: Check): boolean {
  const passed = performance.now() - at;
  if (passed < LEAST_BETWEEN_CHECKS) return false;
  const waited = getIdleTime() - idle;
  return waited * SHARE_OF_IDLE_TIME + (passed - waited) * SHARE_OF_BUSY_TIME >= spent;
}

/** Node's own clock knows it; elsewhere all time counts as idle. */
function getIdleTime(): number {
  const clock = performance as { eventLoopUtilization?: () => { readonly idle: number } };
  return clock.eventLoopUtilization?.().idle ?? performance.now();
}

function getEntry(place: Place): Entry {
  const { root, settings, folders } = place;
  const key = getKey(place);
  const known = entries.get(key);
  if (known) return known;
  const files = new ProjectFiles(root, settings, getStartRows(root, settings.pools), folders);
  const made: Entry = { files, callables: new ProjectCallables(files), index: null, checked: null };
  entries.set(key, made);
  return made;
}

function toRelative(root: string, absolute: string): string {
  return path.relative(root, absolute).replaceAll('\\', '/');
}

/** Settings that are written twice are one and the same project's. */
const printed = new WeakMap<GracefulSettings, string>();

function getKey({ root, settings, folders }: Place): string {
  let text = printed.get(settings);
  if (text === undefined) printed.set(settings, (text = JSON.stringify(settings)));
  return `${root}\0${folders.join('\0')}\0${text}`;
}
