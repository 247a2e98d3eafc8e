import { findWritten, listWritten, type Elsewhere, type Written } from './exported-value.ts';
import type { Tokens } from './heard-messages.ts';
import { readClassMethods, readObjectMethods, type KillMethods } from './kill-methods.ts';
import { findTokenOrigin } from './origins.ts';
import type { FindRow } from './raw-starts.ts';
import type { Range } from './source.ts';
import { isOwnStatement, readFunction } from './token-functions.ts';

/** What one file tells about one of its exports. */
export interface RawExport extends KillMethods {
  /** What the value is, what its call gives, or what `new` makes of it. */
  readonly by: 'value' | 'call' | 'new';
  /** Is that a worker, or something that has methods? */
  readonly isWorker: boolean;
  /** Of a worker; null where the platform cannot be told. */
  readonly platform: 'node' | 'web' | null;
  /** The class that a class extends, or that `new` is of, where it is imported. */
  readonly parent: Elsewhere | null;
}

/** An export as this file tells it, or where it comes from. */
export type FoundExport = RawExport | { readonly from: Elsewhere };

const NO_METHODS: KillMethods = { kills: [], gentle: [], runs: [], all: [] };
/** How bundlers mark an import that is a worker's class. */
const WORKER_IMPORT = /[?&](?:shared)?worker\b|^(?:!*)(?:web-)?worker(?:-loader)?!|\.worker(?:\.[cm]?[jt]sx?)?$/;
const MAX_DEPTH = 6;

/** An export as a worker, a class or function that gives one, or an object with methods; where it leads elsewhere, that. */
export function readExport(tokens: Tokens, path: string, findRow: FindRow): FoundExport[] {
  return new ExportReader(tokens, findRow).read(path);
}

class ExportReader {
  private readonly tokens: Tokens;
  private readonly findRow: FindRow;

  constructor(tokens: Tokens, findRow: FindRow) {
    this.tokens = tokens;
    this.findRow = findRow;
  }

  read(path: string): FoundExport[] {
    const { source, bindings } = this.tokens;
    return listWritten(source, bindings, path).flatMap((written): FoundExport[] => {
      const found = 'from' in written ? findImportedClass(written.from) : this.readValue(written.at, 0);
      if (found) return [found];
      return 'from' in written ? [written] : [];
    });
  }

  private readValue(range: Range, depth: number): RawExport | null {
    const { source, bindings } = this.tokens;
    let { start } = range;
    if (depth > MAX_DEPTH) return null;
    while (source.is(start, 'await') || source.is(start, 'abstract') || source.is(start, 'yield')) start += 1;
    if (source.is(start, '(') && source.skip(start) >= range.end)
      return this.readValue({ start: start + 1, end: source.skip(start) - 1 }, depth + 1);
    if (source.is(start, 'class')) return this.readClass(start, depth);
    if (source.is(start, 'new')) return this.readNew(start, depth);
    const fn = readFunction(source, { start, end: range.end });
    if (fn) return this.readFactory(fn.body, depth);
    if (source.is(start, '{')) return toOwner('value', readObjectMethods(source, { start, end: range.end }));
    if (!source.isName(start)) return null;
    const isCall = source.is(start + 1, '(') && source.skip(start + 1) >= range.end;
    const isName = range.end === start + 1 || source.is(start + 1, 'as') || source.is(start + 1, '!');
    if (!isCall && !isName) return null;
    const found = this.readWritten(findWritten(source, bindings, source.getText(start), start), depth);
    return isCall ? give(found, 'call') : found;
  }

  private readWritten(written: Written | null, depth: number): RawExport | null {
    if (!written) return null;
    return 'from' in written ? findImportedClass(written.from) : this.readValue(written.at, depth + 1);
  }

  /** `new` of a worker's class, of a class of the file, or of another file's, which is read later. */
  private readNew(start: number, depth: number): RawExport | null {
    const { source, bindings } = this.tokens;
    if (source.is(start + 1, 'Promise')) return this.readPromise(start, depth);
    const worker = this.findWorkerClass(start + 1);
    if (worker) return { ...worker, by: 'value' };
    const written = findWritten(source, bindings, source.getText(start + 1), start);
    if (written && 'from' in written) return { ...toOwner('value', NO_METHODS), parent: written.from };
    return give(this.readWritten(written, depth), 'new');
  }

  /** `new Promise((resolve) => { …; resolve(worker); })` */
  private readPromise(start: number, depth: number): RawExport | null {
    const { source } = this.tokens;
    const [executor] = source.split(start + 2);
    const fn = executor && readFunction(source, executor);
    const resolve = fn?.parameters[0];
    if (!fn || !resolve) return null;
    for (let i = fn.body.start; i < fn.body.end; i += 1) {
      if (!source.is(i, source.getText(resolve.start)) || !source.is(i + 1, '(')) continue;
      const [value] = source.split(i + 1);
      const found = value ? this.readValue(value, depth + 1) : null;
      if (found) return found;
    }
    return null;
  }

  private findWorkerClass(index: number): RawExport | null {
    const { source, bindings } = this.tokens;
    const origin = findTokenOrigin(source, bindings, index);
    const row = origin && this.findRow(origin);
    if (row?.kind === 'worker') return toWorker('new', row.isWeb ? 'web' : 'node');
    const written = findWritten(source, bindings, source.getText(index), index);
    return written && 'from' in written ? findImportedClass(written.from) : null;
  }

  private readClass(start: number, depth: number): RawExport | null {
    const { source, bindings } = this.tokens;
    let open = start;
    while (open < start + 60 && !source.is(open, '{')) open += 1;
    if (!source.is(open, '{')) return null;
    let at = start + 1;
    while (at < open && !source.is(at, 'extends')) at += 1;
    const own = toOwner('new', readClassMethods(source, start, open));
    if (at === open) return own;
    const worker = this.findWorkerClass(at + 1);
    if (worker) return { ...own, isWorker: true, platform: worker.platform };
    const parent = findWritten(source, bindings, source.getText(at + 1), at + 1);
    if (parent && 'from' in parent) return { ...own, parent: parent.from };
    const inherited = this.readWritten(parent, depth);
    return inherited?.by === 'new' ? inherit(own, inherited) : own;
  }

  private readFactory(body: Range, depth: number): RawExport | null {
    const { source } = this.tokens;
    if (!source.is(body.start - 1, '{')) return give(this.readValue(body, depth + 1), 'value', 'call');
    for (let i = body.start; i < body.end; i += 1) {
      if (!source.is(i, 'return') || !isOwnStatement(source, i, body)) continue;
      const found = give(this.readValue(source.getExpression(i + 1), depth + 1), 'value', 'call');
      if (found) return found;
    }
    return null;
  }
}

/** The methods of a class with those that it inherits and does not replace. */
export function inherit(own: RawExport, parent: KillMethods & Pick<RawExport, 'isWorker' | 'platform'>): RawExport {
  const known = new Set(own.all);
  return {
    ...own,
    isWorker: own.isWorker || parent.isWorker,
    platform: own.platform ?? parent.platform,
    kills: [...own.kills, ...parent.kills.filter(({ method }) => !known.has(method))],
    gentle: [...own.gentle, ...parent.gentle.filter((method) => !known.has(method))],
    runs: [...own.runs, ...parent.runs.filter((method) => !known.has(method))],
    all: [...own.all, ...parent.all],
  };
}

function findImportedClass({ specifier, name }: Elsewhere): RawExport | null {
  return WORKER_IMPORT.test(specifier) && !/[?&]url\b/.test(specifier) && (name === 'default' || name === '')
    ? toWorker('new', 'web')
    : null;
}

function toWorker(by: RawExport['by'], platform: 'node' | 'web'): RawExport {
  return { ...NO_METHODS, by, isWorker: true, platform, parent: null };
}

function toOwner(by: RawExport['by'], methods: KillMethods): RawExport {
  return { ...methods, by, isWorker: false, platform: null, parent: null };
}

/** What is left when a value is called, constructed or handed back. */
function give(found: RawExport | null, by: RawExport['by'], as: RawExport['by'] = 'value'): RawExport | null {
  return found?.by === by ? { ...found, by: as } : null;
}
