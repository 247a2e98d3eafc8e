import path from 'node:path';
import {
  readConstant,
  readExports,
  readFacts,
  readHeard,
  readHelper,
  readWrapperCalls,
  type FileFacts,
  type Lookups,
} from './file-facts.ts';
import type { Heard } from './heard-messages.ts';
import type { Listening } from './listeners.ts';
import { readLooseImports, type LooseImport } from './loose-imports.ts';
import type { FoundExport } from './read-export.ts';
import { getFileKey } from '../project/file-key.ts';
import { readBytes, readText } from '../project/read-text.ts';
import { Resolver } from '../project/resolver.ts';
import type { StartRow, StartRows } from './start-rows.ts';
import { UNKNOWN, type Values } from './values.ts';
import { isSameStamp, listProject, type FileStamp, type ProjectListing } from '../project/walk-files.ts';

interface Known extends FileStamp {
  /** Can it start something, as one look at its text tells? Undefined until it was read. */
  canStart?: boolean;
  facts?: FileFacts | null;
  listening?: Listening | null;
  imports?: readonly LooseImport[];
  constants?: Map<string, Values>;
  /** Was a constant of another file looked up for it, so that it has to be read again when any file has changed? */
  isDependent?: boolean;
  exports?: Map<string, readonly FoundExport[]>;
}

/** Constants that are other files' constants are followed through so many of them. */
const MAX_CONSTANTS = 3;

/** The files of a root and what was read from them; a file is read again when its time or size has changed. */
export class ProjectFiles {
  readonly root: string;
  readonly rows: StartRows;
  listing: ProjectListing = { sources: new Map(), manifests: new Map(), isTooLarge: false };
  resolver: Resolver;
  private readonly known = new Map<string, Known>();

  constructor(root: string, rows: StartRows) {
    this.root = root;
    this.rows = rows;
    this.resolver = new Resolver(root, this.listing);
  }

  /** Looks at the disk; gives whether anything has changed. */
  refresh(): boolean {
    const listing = listProject(this.root);
    const areSourcesSame = isSameList(this.listing.sources, listing.sources);
    const areManifestsSame = isSameList(this.listing.manifests, listing.manifests) && this.resolver.isCurrent();
    if (areSourcesSame && areManifestsSame && this.listing.isTooLarge === listing.isTooLarge) return false;
    for (const [file, stamp] of this.known) {
      const isSameFile = !stamp.isDependent && isSameStamp(stamp, listing.sources.get(file));
      if (!areManifestsSame || !isSameFile) this.known.delete(file);
    }
    this.listing = listing;
    this.resolver = new Resolver(this.root, listing);
    return true;
  }

  /** The files that can start something, sorted. */
  listOwners(): string[] {
    return [...this.listing.sources.keys()].sort().filter((file) => this.canStart(file));
  }

  /** What a file tells; null for one that is no readable source file of the project. */
  findFacts(file: string): FileFacts | null {
    const known = this.getKnown(file);
    if (!known) return null;
    if (known.facts === undefined) known.facts = this.readFacts(known, readText(this.root, file, known.size));
    return known.facts;
  }

  /** What the message listeners of a file hear; null for one that cannot be read. */
  findListening(file: string): Listening | null {
    const known = this.getKnown(file);
    if (!known) return null;
    if (known.listening === undefined) {
      const text = readText(this.root, file, known.size);
      known.listening = text === null ? null : readHeard(text, this.getLookups(known));
    }
    return known.listening;
  }

  readHelper(file: string, name: string, argument: number, field: string | null): Heard | null {
    const text = readText(this.root, file, this.listing.sources.get(file)?.size ?? 0);
    const known = this.getKnown(file);
    return text === null || !known ? null : readHelper(text, this.getLookups(known), name, argument, field);
  }

  /** What an export of a file is, as far as it has to do with workers. */
  listExports(file: string, name: string): readonly FoundExport[] {
    const known = this.getKnown(file);
    let found = known?.exports?.get(name);
    if (!known || found) return found ?? [];
    const text = readText(this.root, file, known.size);
    found = (text !== null && readExports(text, this.getLookups(known), name)) || [];
    (known.exports ??= new Map()).set(name, found);
    return found;
  }

  /** The imports of any file without splitting it into tokens; what stands in comments and strings comes along. */
  listImports(file: string): readonly LooseImport[] {
    const known = this.getKnown(file);
    if (!known) return [];
    return (known.imports ??= readLooseImports(readText(this.root, file, known.size) ?? ''));
  }

  /** The calls in a file of what `rows` names, by `target#export`; the text is read at each question. */
  listWrapperCalls(file: string, rows: ReadonlyMap<string, StartRow>): Pick<FileFacts, 'starts' | 'posts'> | null {
    const known = this.getKnown(file);
    const text = known ? readText(this.root, file, known.size) : null;
    if (!known || text === null) return null;
    const findRow = ({ module, path: name }: { module: string; path: string }): StartRow | null => {
      const { target } = this.resolver.resolveModule(file, module);
      return target === null ? null : (rows.get(`${target}#${name || 'default'}`) ?? null);
    };
    return readWrapperCalls(text, { ...this.getLookups(known), findRow });
  }

  private canStart(file: string): boolean {
    const known = this.getKnown(file);
    if (!known) return false;
    if (known.canStart === undefined) {
      const bytes = readBytes(this.root, file, known.size);
      known.canStart = bytes !== null && this.rows.gate(bytes);
      if (known.canStart) known.facts = this.readFacts(known, bytes?.toString('utf8') ?? null);
    }
    return known.canStart;
  }

  private getKnown(file: string): Known | null {
    const stamp = this.listing.sources.get(file);
    if (!stamp) return null;
    let known = this.known.get(file);
    if (!known) this.known.set(file, (known = { ...stamp }));
    return known;
  }

  private readFacts(known: Known, text: string | null): FileFacts | null {
    return text === null ? null : readFacts(text, this.getLookups(known));
  }

  /** `depth`: so many constants stand between this file and the one that is asked about. */
  private getLookups(known: Known, depth = 0): Lookups {
    const { file } = known;
    return {
      absolute: path.join(this.root, file),
      findRow: (origin) => this.findRow(file, origin),
      methods: this.rows.methods,
      findConstant: (specifier, name) => {
        known.isDependent = true;
        return this.findConstant(file, specifier, name, depth);
      },
    };
  }

  private findConstant(owner: string, specifier: string, name: string, depth: number): Values {
    const { target } = this.resolver.resolveModule(owner, specifier);
    const known = target === null ? null : this.getKnown(target);
    if (!known || depth >= MAX_CONSTANTS) return UNKNOWN;
    const constants = (known.constants ??= new Map());
    let values = constants.get(name);
    if (!values) {
      const text = readText(this.root, known.file, known.size);
      constants.set(name, UNKNOWN);
      values = text === null ? UNKNOWN : readConstant(text, this.getLookups(known, depth + 1), name);
      constants.set(name, values);
    }
    return values;
  }

  private findRow(file: string, { module, path: name }: { module: string; path: string }): StartRow | null {
    const { byKey } = this.rows;
    if (!module.startsWith('.')) return byKey.get(`${module}#${name || 'default'}`) ?? null;
    const folder = path.join(this.root, path.dirname(file));
    const own = byKey.get(`${getFileKey(folder, module)}#${name || 'default'}`);
    if (own) return own;
    const packageName = this.resolver.findPackageName(file, module);
    return packageName === null ? null : (byKey.get(`${packageName}#${name || 'default'}`) ?? null);
  }
}

function isSameList(a: ReadonlyMap<string, FileStamp>, b: ReadonlyMap<string, FileStamp>): boolean {
  if (a.size !== b.size) return false;
  for (const [file, stamp] of a) if (!isSameStamp(stamp, b.get(file))) return false;
  return true;
}
