import { isBuiltin } from 'node:module';
import { getHeardBy, getListening } from '../facts/messages/listening.ts';
import type { HandedOn, Heard } from '../facts/messages/types.ts';
import type { ImportedName, Imports } from '../semantics/imports.ts';
import { listExportedFunctions } from '../semantics/value-functions.ts';
import { followExport } from './link-exports.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Message, Start, StopBranch, WorkerFile, WorkerHoldings } from '../source/project-view.ts';
import { readHoldings } from './worker-holdings.ts';

/** How a file is reached. */
export interface Reach {
  readonly file: string;
  readonly starts: readonly Start[];
  readonly importedBy: string | null;
  readonly depth: number;
}

const MAX_FILES = 500;
const MAX_DEPTH = 8;
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
  private heard: { hears: readonly Message[]; listens: boolean; isOpen: boolean } | null = null;
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

  get isOpen(): boolean {
    return this.getHeard().isOpen;
  }

  get holdings(): WorkerHoldings {
    return (this.held ??= readHoldings(this.files, this.file));
  }

  get endsAfter(): readonly StopBranch[] {
    return this.files.ask(this.file, 'listening', getListening)?.endsAfter ?? [];
  }

  private getHeard(): NonNullable<IndexedFile['heard']> {
    return (this.heard ??= readHeard(this.files, this.file, this.starts));
  }
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

function readHeard(files: ProjectFiles, entry: string, starts: readonly Start[]): NonNullable<IndexedFile['heard']> {
  const hears: Message[] = [];
  let listens = false;
  // A pool's library talks to its workers itself.
  let isOpen = starts.some(({ kind }) => kind === 'pool' || kind === 'job');
  let hasPackage = false;
  const queue = [{ file: entry, depth: 0 }];
  const seen = new Set([entry]);
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { file, depth } = next;
    const imports = files.findImports(file);
    const listening = files.ask(file, 'listening', getListening);
    if (!imports || !listening || seen.size > MAX_FILES || depth > MAX_DEPTH) {
      isOpen = true;
      continue;
    }
    const { loaded, packages, isWhole } = listLoaded(files, file, imports);
    hasPackage ||= packages.some((name) => !isBuiltin(name));
    listens ||= listening.listens;
    isOpen ||= !isWhole;
    for (const target of loaded) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push({ file: target, depth: depth + 1 });
    }
    isOpen = addHeard(files, file, listening, hears) || isOpen;
  }
  // Without a listener of its own, a package may have one.
  return { hears, listens, isOpen: isOpen || (!listens && hasPackage) };
}

/** Adds what the code of a file hears, and what it hands the message to; tells whether it can hear more. */
function addHeard(files: ProjectFiles, file: string, heard: Heard, hears: Message[], depth = 0): boolean {
  let { isOpen } = heard;
  for (const { value, field, line } of heard.messages) hears.push({ value, field, place: { file, line } });
  for (const { specifier, name, field, line } of heard.constants) {
    const { texts, isComplete } = files.findConstant(file, specifier, name);
    for (const value of texts) hears.push({ value, field, place: { file, line } });
    isOpen ||= !isComplete;
  }
  for (const handed of heard.handedOn) {
    const helper = depth < MAX_HANDED ? readHanded(files, file, handed) : null;
    isOpen = !helper || addHeard(files, helper.file, helper.heard, hears, depth + 1) || isOpen;
  }
  return isOpen;
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
