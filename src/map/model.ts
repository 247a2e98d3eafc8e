import type { Message, Start, WorkerFile, WorkerIndex } from '../source/project-view.ts';
import { placeFindings } from './findings.ts';
import { getId } from './id.ts';
import { getRunningFiles } from './running-files.ts';
import { isAsked, judge, listAsks } from './stop-request.ts';

/** Something that a rule has found. */
export interface Finding {
  /** From the project's root, with `/`. */
  readonly file: string;
  readonly line: number;
  /** Without the plugin's prefix. */
  readonly rule: string;
  readonly message: string;
}

/**
 * Whether a stop message has a branch in the worker's code. `unknown`: the code cannot be followed so far. `other`: it
 * has none, but the message may be meant for something else that its owner talks to.
 */
export type Hearing = 'heard' | 'unheard' | 'unknown' | 'other';

/** A message of the owner's that looks like a request to stop. */
export interface Ask extends Message {
  readonly hearing: Hearing;
}

/** A line that starts a worker or a pool, forks a process or registers a job processor. */
export interface MapStart {
  readonly line: number;
  readonly kind: Start['kind'];
  readonly library: string;
  /** The `id` of what it starts. */
  readonly worker: string;
  readonly asks: readonly Ask[];
}

export interface MapOwner {
  readonly id: string;
  readonly file: string;
  /** It runs in a worker itself. */
  readonly isWorker: boolean;
  readonly starts: readonly MapStart[];
  readonly findings: readonly Finding[];
}

export type Status = 'ok' | 'warning' | 'unknown';

/** What is started: a file, or something that has not been traced to a file. */
export interface MapWorker {
  readonly id: string;
  /** Null when it has not been traced to a file of this project. */
  readonly file: string | null;
  readonly specifier: string | null;
  readonly reason: Start['reason'];
  readonly kinds: readonly Start['kind'][];
  readonly startedBy: readonly { readonly owner: string; readonly line: number }[];
  /** Files that it runs through its imports. */
  readonly inside: readonly string[];
  /** Whether it listens to messages at all, itself or by the stop helper; null when unknown. */
  readonly listens: boolean | null;
  /** The messages that it has a branch for. */
  readonly hears: readonly Message[];
  /** Those in its own file and in the files inside. */
  readonly findings: readonly Finding[];
  readonly status: Status;
}

export interface WorkerMap {
  readonly owners: readonly MapOwner[];
  readonly workers: readonly MapWorker[];
  /** In files that neither start a worker nor are seen to run in one. */
  readonly elsewhere: readonly Finding[];
}

/** One side of the picture while it is being put together. */
interface Draft {
  readonly id: string;
  readonly file: string | null;
  readonly first: Start | null;
  readonly starts: Start[];
}

/**
 * The picture of who starts what.
 *
 * @param findings of the rules, for any files
 * @param isWanted whether a file, from the root, is among those that were asked for; the other ends of their edges
 *   are drawn as well
 */
export function getMap(
  index: Pick<WorkerIndex, 'starts' | 'workers'>,
  findings: readonly Finding[],
  isWanted: (file: string) => boolean = () => true,
): WorkerMap {
  const files = getRunningFiles(index);
  const isDrawn = (start: Start): boolean => [start.place.file, ...files.listRun(getFile(start))].some(isWanted);
  const starts = index.starts.filter(isDrawn).sort(byPlace);
  const drafts = getDrafts(
    starts,
    files.roots.filter((file) => files.listRun(file).some(isWanted)),
  );
  const owners = [...new Set(starts.map(({ place }) => place.file))];
  const homes = placeFindings(
    findings,
    new Set(owners),
    drafts.map(({ file }) => files.listRun(file)),
  );
  const ofOwner = new Map(owners.map((file) => [file, index.starts.filter(({ place }) => place.file === file)]));
  const getStart = (start: Start): MapStart => {
    const others =
      ofOwner
        .get(start.place.file)
        ?.filter(isAsked)
        .map((other) => files.find(getFile(other))) ?? [];
    // A worker's own messages may be meant for whoever has started it.
    const parents = files.find(start.place.file) ? [null] : [];
    const asks = listAsks(start, files.find(getFile(start)), [...others, ...parents]);
    return { line: start.place.line, kind: start.kind, library: start.library, worker: getWorkerId(start), asks };
  };
  return {
    owners: owners.map((file) => ({
      id: getId('owner', file),
      file,
      isWorker: files.find(file) !== null,
      starts: starts.filter(({ place }) => place.file === file).map(getStart),
      findings: homes.ofOwner(file),
    })),
    workers: drafts.map((draft, i) => {
      const [, ...inside] = files.listRun(draft.file);
      return getWorker(draft, files.find(draft.file), inside, homes.ofWorker(i), draft.starts.map(getStart));
    }),
    elsewhere: homes.elsewhere,
  };
}

/** What is started, in the order of the starts; after it the worker files that nobody is seen to start. */
function getDrafts(starts: readonly Start[], roots: readonly string[]): Draft[] {
  const drafts = new Map<string, Draft>();
  const add = (id: string, file: string | null, start: Start | null): void => {
    const draft = drafts.get(id) ?? { id, file, first: start, starts: [] };
    drafts.set(id, draft);
    if (start) draft.starts.push(start);
  };
  for (const start of starts) add(getWorkerId(start), getFile(start), start);
  for (const file of roots) add(getId('worker', file), file, null);
  return [...drafts.values()];
}

/** Code in a string lies in its owner's file, but is none. */
function getFile({ target, reason }: Start): string | null {
  return reason === 'eval' || reason === 'outside' ? null : target;
}

function getWorkerId(start: Start): string {
  const file = getFile(start);
  if (file !== null) return getId('worker', file);
  if (start.reason === 'package') return getId('worker', `package ${start.specifier}`);
  return getId('worker', `${start.place.file}:${start.place.line} ${start.specifier}`);
}

function getWorker(
  { id, file, first, starts }: Draft,
  found: WorkerFile | null,
  inside: readonly string[],
  findings: readonly Finding[],
  drawn: readonly MapStart[],
): MapWorker {
  return {
    id,
    file,
    specifier: first?.specifier ?? null,
    reason: first?.reason ?? 'resolved',
    kinds: [...new Set(starts.map(({ kind }) => kind))],
    startedBy: starts.map(({ place }) => ({ owner: getId('owner', place.file), line: place.line })),
    inside,
    listens: found && (found.listens || found.hears.length > 0),
    hears: found?.hears ?? [],
    findings,
    status: findings.length > 0 ? 'warning' : judge(file, drawn),
  };
}

function byPlace({ place: a }: Start, { place: b }: Start): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}
