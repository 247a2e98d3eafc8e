import path from 'node:path';
import { summarizeModule, type ModuleCallables } from '../facts/callables/exported-callables.ts';
import { linkCallable, type Linker } from '../facts/callables/link-callable.ts';
import { readText } from '../project/read-text.ts';
import { parseSource, type FileContext } from '../source/parse.ts';
import type { Callable, SignalAnswer, SymbolRef } from '../source/summary.ts';
import type { FileStamp } from '../project/walk-files.ts';
import type { ProjectFiles } from './project-files.ts';

/** So many files are followed from an import to what it means, and from there to what that depends on. */
const MAX_DEPTH = 6;

interface Entry {
  readonly stamp: FileStamp;
  readonly module: ModuleCallables | null;
}

/** The functions and types of a project's files, each file parsed once and only when somebody asks for it. */
export class ProjectCallables {
  private readonly files: ProjectFiles;
  private readonly context: Omit<FileContext, 'filename'>;
  private readonly entries = new Map<string, Entry>();

  constructor(files: ProjectFiles, context: Omit<FileContext, 'filename'>) {
    this.files = files;
    this.context = context;
  }

  /** The function that an import of `owner` (relative to the root) leads to. */
  findCallable(owner: string, ref: SymbolRef, depth = 0): Callable | null {
    return this.follow(owner, ref, depth, (module, name, target, next) => {
      const summary = module.callables.get(name);
      return summary ? linkCallable(summary, this.getLinker(target, next)) : null;
    });
  }

  findSignalType(owner: string, ref: SymbolRef, depth = 0): SignalAnswer | null {
    return this.follow(owner, ref, depth, (module, name, target, next) => {
      const type = module.types.get(name);
      if (!type || type.mayBeSignal || type.option !== null) return type ?? null;
      return this.findFirst(type.types, (one) => this.findSignalType(target, one, next));
    });
  }

  private getLinker(owner: string, depth: number): Linker {
    return {
      findCallable: (ref) => this.findCallable(owner, ref, depth),
      findSignalType: (ref) => this.findSignalType(owner, ref, depth),
    };
  }

  /** Asks the module that has the export itself: through re-exports, and through objects whose property is meant. */
  private follow<T>(
    owner: string,
    { specifier, name }: SymbolRef,
    depth: number,
    ask: (module: ModuleCallables, name: string, target: string, next: number) => T | null,
  ): T | null {
    const target = depth < MAX_DEPTH ? this.files.resolver.resolveModule(owner, specifier).target : null;
    const module = target === null ? null : this.findModule(target);
    if (target === null || !module) return null;
    const next = depth + 1;
    const found = ask(module, name, target, next);
    if (found) return found;
    const [first = '', ...rest] = name.split('.');
    const passed = module.passed.get(first);
    if (passed) {
      const names = passed.name === '*' ? rest : [passed.name, ...rest];
      return this.follow(target, { ...passed, name: names.join('.') }, next, ask);
    }
    // The default import of CommonJS is its `exports`.
    if (first === 'default' && rest.length > 0)
      return this.follow(owner, { specifier, name: rest.join('.') }, next, ask);
    return this.findFirst(module.stars, (star) => this.follow(target, { specifier: star, name }, next, ask));
  }

  private findFirst<A, T>(all: readonly A[], ask: (one: A) => T | null): T | null {
    for (const one of all) {
      const found = ask(one);
      if (found) return found;
    }
    return null;
  }

  private findModule(file: string): ModuleCallables | null {
    const stamp = this.files.listing.sources.get(file);
    if (!stamp) return null;
    const known = this.entries.get(file);
    if (known?.stamp.modified === stamp.modified && known.stamp.size === stamp.size) return known.module;
    const text = readText(this.files.root, file, stamp.size);
    const source =
      text === null ? null : parseSource({ ...this.context, filename: path.join(this.files.root, file) }, text);
    const module = source && summarizeModule(source);
    this.entries.set(file, { stamp, module });
    return module;
  }
}
