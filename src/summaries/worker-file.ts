import { isBuiltin } from 'node:module';
import { getHeardBy, getListening } from '../facts/messages/listening.ts';
import { joinThreadStops, type ThreadEnd, type ThreadPart } from '../facts/messages/thread-stops.ts';
import type { HandedOn, Heard, Listening } from '../facts/messages/types.ts';
import type { ImportedName, Imports } from '../semantics/imports.ts';
import { listExportedFunctions } from '../semantics/value-functions.ts';
import { followExport } from './link-exports.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Message, Start, WorkerFile, WorkerHoldings, WorkerStop } from '../source/project-view.ts';
import { readHoldings } from './worker-holdings.ts';

/** How a file is reached. */
export interface Reach {
  readonly file: string;
  readonly starts: readonly Start[];
  readonly importedBy: string | null;
  readonly depth: number;
}

type ThreadHearing = Pick<WorkerFile, 'hears' | 'listens' | 'isOpen' | 'stops' | 'mayEnd' | 'keepers'>;

const MAX_FILES = 500;
const MAX_DEPTH = 8;
/** A text that every copy of the stop helper holds, whatever its name. */
const HELPER_MARK = 'graceful.stop';
/** So many functions of other files hand a message on. */
const MAX_HANDED = 3;

/** What is known of one file that runs in a worker; what it hears is read when somebody asks. */
export class IndexedFile implements WorkerFile {
  readonly file: string;
  readonly starts: readonly Start[];
  readonly importedBy: string | null;
  readonly depth: number;
  private readonly files: ProjectFiles;
  private readonly askIsShared: (file: string) => boolean;
  private heard: ThreadHearing | null = null;
  private held: WorkerHoldings | null = null;

  constructor(reach: Reach, files: ProjectFiles, askIsShared: (file: string) => boolean) {
    this.file = reach.file;
    this.starts = reach.starts;
    this.importedBy = reach.importedBy;
    this.depth = reach.depth;
    this.files = files;
    this.askIsShared = askIsShared;
  }

  get isShared(): boolean {
    return this.askIsShared(this.file) || this.starts.some(({ reason }) => reason === 'self' && this.depth === 0);
  }

  get hears(): readonly Message[] {
    return this.getHeard().hears;
  }

  get listens(): boolean {
    return this.getHeard().listens;
  }

  get mayEnd(): boolean {
    return this.getHeard().mayEnd;
  }

  get isOpen(): boolean {
    return this.getHeard().isOpen;
  }

  get holdings(): WorkerHoldings {
    return (this.held ??= readHoldings(this.files, this.file));
  }

  get stops(): readonly WorkerStop[] {
    return this.getHeard().stops;
  }

  get keepers(): readonly string[] | null {
    return this.getHeard().keepers;
  }

  private getHeard(): ThreadHearing {
    return (this.heard ??= readHeard(this.files, this.file, this.starts));
  }
}

/** The project's files that a file loads; none of one that cannot be read. */
export function listImported(files: ProjectFiles, file: string): readonly string[] {
  const imports = files.findImports(file);
  return imports ? listLoaded(files, file, imports).loaded : [];
}

/** The project's files that a file loads, in source order; `isWhole` when it loads nothing that cannot be seen. */
export function listLoaded(
  files: ProjectFiles,
  file: string,
  { entries, hasUnknown }: Imports,
): { loaded: string[]; packages: string[]; isWhole: boolean } {
  const loaded: string[] = [];
  const packages: string[] = [];
  let isWhole = !hasUnknown;
  for (const { specifier, names, isTypeOnly } of entries) {
    if (isTypeOnly || /[?&](?:shared)?worker\b|!/.test(specifier)) continue;
    const { target, reason } = files.resolver.resolveModule(file, specifier);
    if (target === null && reason === 'package') packages.push(specifier);
    else if (target === null && /\.(?:[cm]?[jt]sx?)?$|\/[^.]*$/.test(specifier)) isWhole = false;
    if (target !== null && !areTypes(files, target, names)) loaded.push(target);
  }
  return { loaded: [...new Set(loaded)], packages, isWhole };
}

/** Are the imported names types, whatever the import says, so that nothing of the file is loaded? */
export function areTypes(files: ProjectFiles, target: string, names: readonly ImportedName[]): boolean {
  if (names.length === 0) return false;
  const exports = files.listExports(target);
  return names.every(({ name }) => exports.some((one) => one.name === name && one.isType));
}

function readHeard(files: ProjectFiles, entry: string, starts: readonly Start[]): ThreadHearing {
  const hears: Message[] = [];
  const parts: ThreadPart[] = [];
  // A pool's library talks to its workers itself.
  let isOpen = starts.some(({ kind }) => kind === 'pool' || kind === 'job');
  let areRead = !isOpen;
  let hasPackage = false;
  const queue = [{ file: entry, depth: 0 }];
  const seen = new Set([entry]);
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { file, depth } = next;
    const imports = files.findImports(file);
    const listening = files.ask(file, 'listening', getListening);
    if (!imports || !listening || seen.size > MAX_FILES || depth > MAX_DEPTH) {
      isOpen = true;
      areRead = false;
      continue;
    }
    const { loaded, packages, isWhole } = listLoaded(files, file, imports);
    hasPackage ||= packages.some((name) => !isBuiltin(name));
    areRead &&= isWhole;
    const helped = collectHelperStops(files, file, listening);
    // What the helper itself hears is told by its callers, and its listener keeps no thread alive.
    for (const helper of helped.helpers) seen.add(helper);
    for (const target of loaded) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push({ file: target, depth: depth + 1 });
    }
    const heard = collectHeard(files, file, listening);
    hears.push(...heard.hears, ...helped.hears);
    isOpen ||= heard.isOpen || !isWhole;
    parts.push({ file, listening, ends: [...heard.ends, ...helped.ends] });
  }
  const listens = parts.some(({ listening }) => listening.listens);
  const mayEnd = !areRead || parts.some(({ listening }) => listening.mayEnd);
  // Without a listener of its own, a package may have one.
  const keepers = parts.filter(({ listening }) => listening.listens || listening.keepAlive.length > 0);
  return {
    ...{ hears, listens, mayEnd, stops: joinThreadStops(parts, areRead) },
    isOpen: isOpen || (!listens && hasPackage),
    keepers: areRead ? keepers.map(({ file }) => file) : null,
  };
}

/** The file of the stop helper that a file imports by `specifier`; null where that is another file. */
export function findHelper(files: ProjectFiles, file: string, specifier: string): string | null {
  const helper = files.resolve(file, specifier);
  return helper !== null && files.mentions(helper, [HELPER_MARK]) ? helper : null;
}

/** What the project's stop helper hears for a file, and which files are that helper. */
function collectHelperStops(
  files: ProjectFiles,
  file: string,
  { helperStops }: Listening,
): Omit<HeardOfFile, 'isOpen'> & { readonly helpers: readonly string[] } {
  const known = helperStops.map((stop) => ({ ...stop, helper: findHelper(files, file, stop.specifier) }));
  const own = known.filter(({ helper }) => helper !== null);
  return {
    helpers: own.flatMap(({ helper }) => helper ?? []),
    hears: own.map(({ value, end }) => ({ value, field: null, place: { file, line: end.line } })),
    ends: own.map(({ value, end }) => ({ ...end, message: { value, field: null }, file })),
  };
}

interface HeardOfFile {
  readonly hears: Message[];
  readonly ends: ThreadEnd[];
  readonly isOpen: boolean;
}

/** What the code of a file hears, by constants and functions of other files too; `isOpen`: it can hear more. */
function collectHeard(files: ProjectFiles, file: string, heard: Heard, depth = 0): HeardOfFile {
  const hears: Message[] = heard.messages.map(({ value, field, line }) => ({ value, field, place: { file, line } }));
  const ends: ThreadEnd[] = heard.endsAfter.map((end) => ({ ...end, file }));
  let { isOpen } = heard;
  for (const { specifier, name, field, line, end } of heard.constants) {
    const { texts, isComplete } = files.findConstant(file, specifier, name);
    for (const value of texts) {
      hears.push({ value, field, place: { file, line } });
      ends.push({ ...end, message: { value, field }, file });
    }
    isOpen ||= !isComplete;
  }
  for (const handed of heard.handedOn) {
    const helper = depth < MAX_HANDED ? readHanded(files, file, handed) : null;
    const inner = helper && collectHeard(files, helper.file, helper.heard, depth + 1);
    hears.push(...(inner?.hears ?? []));
    ends.push(...(inner?.ends ?? []));
    isOpen ||= inner?.isOpen ?? true;
  }
  return { hears, ends, isOpen };
}

function readHanded(
  files: ProjectFiles,
  owner: string,
  { specifier, name, argument, field }: HandedOn,
): { file: string; heard: Heard } | null {
  const written = name === '*' ? null : followExport(files, owner, { specifier, name });
  if (!written) return null;
  const heard = files.ask(written.file, `hears ${written.name} ${argument} ${field ?? ''}`, (source) => {
    const [fn] = listExportedFunctions(source, written.name);
    return fn ? getHeardBy(source, fn, argument, field) : null;
  });
  return heard && { file: written.file, heard };
}
