import { isBuiltin } from 'node:module';
import type { FileFacts } from './file-facts.ts';
import type { HandedOn, Heard } from './heard-messages.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Message, Start, WorkerFile } from '../source/project-view.ts';

/** How a file is reached. */
export interface Reach {
  readonly file: string;
  readonly starts: readonly Start[];
  readonly importedBy: string | null;
  readonly depth: number;
}

const MAX_FILES = 500;
const MAX_DEPTH = 8;

/** What is known of one file that runs in a worker; what it hears is read when somebody asks. */
export class IndexedFile implements WorkerFile {
  readonly file: string;
  readonly starts: readonly Start[];
  readonly importedBy: string | null;
  readonly depth: number;
  private readonly files: ProjectFiles;
  private readonly askIsShared: (file: string) => boolean;
  private heard: { hears: readonly Message[]; listens: boolean; isOpen: boolean } | null = null;

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

  private getHeard(): NonNullable<IndexedFile['heard']> {
    return (this.heard ??= readHeard(this.files, this.file, this.starts));
  }
}

/** The project's files that a file loads, in source order; `isWhole` when it loads nothing that cannot be seen. */
export function listLoaded(
  files: ProjectFiles,
  file: string,
  facts: FileFacts,
): { loaded: string[]; packages: string[]; isWhole: boolean } {
  const loaded: string[] = [];
  const packages: string[] = [];
  let isWhole = !facts.hasUnknownImport;
  for (const { specifier, names, isTypeOnly } of facts.imports) {
    if (isTypeOnly || /[?&](?:shared)?worker\b|!/.test(specifier)) continue;
    const { target, reason } = files.resolver.resolveModule(file, specifier);
    if (target === null && reason === 'package') packages.push(specifier);
    else if (target === null && /\.(?:[cm]?[jt]sx?)?$|\/[^.]*$/.test(specifier)) isWhole = false;
    const types = target === null ? null : files.findFacts(target)?.types;
    if (target !== null && !(names.length > 0 && names.every(({ name }) => types?.includes(name)))) loaded.push(target);
  }
  return { loaded: [...new Set(loaded)], packages, isWhole };
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
    const facts = files.findFacts(file);
    const listening = files.findListening(file);
    if (!facts || !listening || seen.size > MAX_FILES || depth > MAX_DEPTH) {
      isOpen = true;
      continue;
    }
    const { loaded, packages, isWhole } = listLoaded(files, file, facts);
    hasPackage ||= packages.some((name) => !isBuiltin(name));
    listens ||= listening.listens;
    isOpen ||= !isWhole || listening.isOpen;
    for (const { value, field, line } of listening.messages) hears.push({ value, field, place: { file, line } });
    for (const handed of listening.handedOn) {
      const helper = readHanded(files, file, handed);
      isOpen ||= !helper || helper.heard.isOpen || helper.heard.handedOn.length > 0;
      for (const { value, field, line } of helper?.heard.messages ?? [])
        hears.push({ value, field, place: { file: helper?.file ?? file, line } });
    }
    for (const target of loaded) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push({ file: target, depth: depth + 1 });
    }
  }
  // Without a listener of its own, a package may have one.
  return { hears, listens, isOpen: isOpen || (!listens && hasPackage) };
}

function readHanded(files: ProjectFiles, file: string, handed: HandedOn): { file: string; heard: Heard } | null {
  const { target } = files.resolver.resolveModule(file, handed.specifier);
  if (target === null || handed.name === '*' || handed.name === 'default') return null;
  const heard = files.readHelper(target, handed.name, handed.argument, handed.field);
  return heard && { file: target, heard };
}
