import path from 'node:path';
import { getExportSummaries, type ExportSummary } from '../facts/ends/exported-values.ts';
import { getImports, type Imports } from '../semantics/imports.ts';
import { UNKNOWN, type Values } from '../semantics/combine-values.ts';
import { getExportedValues } from '../semantics/text-values.ts';
import { getPosts, type PostedMessage } from '../facts/messages/posts.ts';
import { getStarts, listWrapperCalls } from '../facts/starts/starts.ts';
import type { RawStart, StartLookups } from '../facts/starts/spawn.ts';
import type { FindRow, StartRow, StartRows } from '../facts/starts/start-rows.ts';
import type { RawWrapper } from '../facts/starts/wrappers.ts';
import type { PoolRow } from '../knowledge/types.ts';
import { isGenerated } from '../kit/is-generated.ts';
import type { GracefulSettings } from '../kit/settings.ts';
import { getFileKey } from '../project/file-key.ts';
import { endsSpecifier, readBytes, readText } from '../project/read-text.ts';
import { Resolver } from '../project/resolver.ts';
import { isSameStamp, listProject, type FileStamp, type ProjectListing } from '../project/walk-files.ts';
import type { ProjectView } from '../source/project-view.ts';
import { parseSource } from '../source/parse.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getEmptyIndex } from './empty-index.ts';
import { FileSummary } from './file-summary.ts';

/** What is kept of a file while its time and size stay the same. */
interface Entry extends FileStamp {
  readonly summary: FileSummary;
  /** Can it start something, as one look at its bytes tells? Undefined until it was read. */
  canStart?: boolean;
  /** Does its text hold a word? */
  readonly words: Map<string, boolean>;
  /** Does a specifier in it end with a name? */
  readonly specifiers: Map<string, boolean>;
}

/** So many trees are at hand, for one question leads to the next about the same file. */
const MAX_TREES = 4;
/** Constants that are other files' constants are followed through so many of them. */
const MAX_CONSTANTS = 3;

/** What a file tells of itself depends on no other: its imports are linked later. */
const UNLINKED: ProjectView = {
  isLinked: false,
  isRead: true,
  getIndex: getEmptyIndex,
  findCallable: () => null,
  findSignalType: () => null,
  findProgram: () => null,
};

/** The starts of a file, with what it posts to whatever it starts. */
export interface Spawning {
  readonly starts: readonly RawStart[];
  readonly wrappers: readonly RawWrapper[];
  readonly posts: readonly PostedMessage[];
}

/** The files of a root and what they tell; a file is read again when its time or size has changed. */
export class ProjectFiles {
  readonly root: string;
  readonly rows: StartRows;
  listing: ProjectListing;
  resolver: Resolver;
  private readonly settings: GracefulSettings;
  private readonly entries = new Map<string, Entry>();
  /** The latest last. */
  private trees: { readonly entry: Entry; readonly source: SourceFile | null }[] = [];

  /** @param folders those whose files are listed; undefined for all of the root */
  constructor(root: string, settings: GracefulSettings, rows: StartRows, folders?: readonly string[]) {
    this.root = root;
    this.settings = settings;
    this.rows = rows;
    this.listing = listProject(root, undefined, folders);
    this.resolver = new Resolver(root, this.listing);
  }

  /** Looks at the disk; gives whether anything has changed. */
  refresh(): boolean {
    const listing = this.listing.readAgain();
    const areManifestsSame = listing.isSame(this.listing, 'manifests') && this.resolver.isCurrent();
    if (areManifestsSame && listing.isSame(this.listing, 'sources')) return false;
    for (const [file, entry] of this.entries) {
      const isCurrent = !entry.summary.isDependent && isSameStamp(entry, listing.sources.get(file));
      if (!areManifestsSame || !isCurrent) this.entries.delete(file);
    }
    this.trees = [];
    this.listing = listing;
    this.resolver = new Resolver(this.root, listing);
    return true;
  }

  /** The files that can start something, sorted. */
  listOwners(): string[] {
    return [...this.listing.sources.keys()].sort().filter((file) => this.canStart(file));
  }

  /** Does the text of a file hold one of the words? */
  mentions(file: string, words: readonly string[]): boolean {
    return this.holdsOne(file, words, 'words', (bytes, word) => bytes.includes(word));
  }

  /** Does a specifier in the text of a file end with one of the names, but for an extension or `/index`? */
  mayImport(file: string, names: readonly string[]): boolean {
    return this.holdsOne(file, names, 'specifiers', endsSpecifier);
  }

  /** What a file tells about `key`; null for one that is no readable source file of the project. */
  ask<T>(file: string, key: string, question: (source: SourceFile) => T): T | null {
    return this.findEntry(file)?.summary.ask(key, question) ?? null;
  }

  findSpawning(file: string): Spawning | null {
    return this.ask(file, 'starts', (source): Spawning => {
      const lookups = this.getLookups(file);
      const { starts, wrappers } = getStarts(source, lookups);
      return { starts, wrappers, posts: starts.length > 0 ? getPosts(source, lookups) : [] };
    });
  }

  /** Pools that the user's settings name. */
  get ownPools(): readonly PoolRow[] {
    return this.settings.pools;
  }

  /** The file of the project that a specifier leads to; null where it leads elsewhere. */
  resolve(file: string, specifier: string): string | null {
    return this.resolver.resolveModule(file, specifier).target;
  }

  findImports(file: string): Imports | null {
    return this.ask(file, 'imports', getImports);
  }

  /** Whoever wants to know whether an import is of types wants to know next what the imported file loads. */
  listExports(file: string): readonly ExportSummary[] {
    const exports = this.ask(file, 'exports', getExportSummaries) ?? [];
    this.findImports(file);
    return exports;
  }

  /** The calls in a file of what `rows` names, by `target#export`; asked anew each time, for the rows may differ. */
  findWrapperCalls(file: string, rows: ReadonlyMap<string, StartRow>): Pick<Spawning, 'starts' | 'posts'> | null {
    const entry = this.findEntry(file);
    const findRow: FindRow = ({ module, path: name }) => {
      const { target } = this.resolver.resolveModule(file, module);
      return target === null ? null : (rows.get(`${target}#${name || 'default'}`) ?? null);
    };
    const source = entry && this.open(entry);
    if (!source) return null;
    const lookups = { ...this.getLookups(file), findRow };
    const starts = listWrapperCalls(source, lookups);
    return { starts, posts: starts.length > 0 ? getPosts(source, lookups) : [] };
  }

  /** Each word is looked for once. */
  private holdsOne(
    file: string,
    words: readonly string[],
    as: 'words' | 'specifiers',
    isHeld: (bytes: Buffer, word: string) => boolean,
  ): boolean {
    const entry = this.findEntry(file);
    if (!entry) return false;
    const known = entry[as];
    const open = words.filter((word) => !known.has(word));
    const bytes = open.length > 0 ? readBytes(this.root, file, entry.size) : null;
    for (const word of open) known.set(word, bytes !== null && isHeld(bytes, word));
    return words.some((word) => known.get(word));
  }

  private canStart(file: string): boolean {
    const entry = this.findEntry(file);
    if (!entry) return false;
    if (entry.canStart === undefined) {
      const bytes = readBytes(this.root, file, entry.size);
      entry.canStart = bytes !== null && this.rows.gate(bytes);
    }
    return entry.canStart;
  }

  private findEntry(file: string): Entry | null {
    const stamp = this.listing.sources.get(file);
    if (!stamp) return null;
    let entry = this.entries.get(file);
    if (!entry) {
      const made: Entry = {
        ...stamp,
        words: new Map(),
        specifiers: new Map(),
        summary: new FileSummary(file, () => this.open(made)),
      };
      this.entries.set(file, (entry = made));
    }
    return entry;
  }

  private open(entry: Entry): SourceFile | null {
    const known = this.trees.find((one) => one.entry === entry);
    if (known) return known.source;
    const text = readText(this.root, entry.file, entry.size);
    const filename = path.join(this.root, entry.file);
    const context = { filename, root: this.root, settings: this.settings, project: UNLINKED };
    const source = text === null || isGenerated(text) ? null : parseSource(context, text);
    this.trees = [...this.trees, { entry, source }].slice(-MAX_TREES);
    return source;
  }

  /** `depth`: so many constants stand between this file and the one that is asked about. */
  private getLookups(file: string, depth = 0): StartLookups {
    return {
      findRow: (origin) => this.findRow(file, origin),
      methods: this.rows.methods,
      findConstant: (specifier, name) => {
        const summary = this.findEntry(file)?.summary;
        if (summary) summary.isDependent = true;
        return this.findConstant(file, specifier, name, depth);
      },
    };
  }

  /** The strings that a constant of another file may be; `name.property` for a part of one. */
  findConstant(owner: string, specifier: string, name: string, depth = 0): Values {
    const { target } = this.resolver.resolveModule(owner, specifier);
    if (target === null || depth >= MAX_CONSTANTS) return UNKNOWN;
    const context = this.getLookups(target, depth + 1);
    return this.ask(target, `constant ${name}`, (source) => getExportedValues(source, name, context)) ?? UNKNOWN;
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
