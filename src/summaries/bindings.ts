import { readImports, type ImportEntry } from './imports.ts';
import type { Range, Source } from './source.ts';

/** One declaration of, or assignment to, a name. */
export interface Binding {
  /** The tokens among which the name means this. */
  readonly scope: Range;
  /** The values that it is given; null for one that is not written here (a parameter, a loop variable). */
  readonly values: (Range | null)[];
  /** The export that it is, where it is imported. */
  readonly imported: { readonly specifier: string; readonly name: string; readonly entry: ImportEntry } | null;
  /** The property path of the value that is meant: `const { b } = a`. */
  readonly path: string;
}

/** A name with more declarations is one of minified code, where nothing can be looked up in a bearable time. */
const MAX_DECLARATIONS = 60;

/** The longest type annotation that is skipped, in tokens. */
const MAX_TYPE = 200;

const UNKNOWN: Binding = { scope: { start: 0, end: Infinity }, values: [null], imported: null, path: '' };

const KEYWORD = /^(?:if|for|while|switch|with|return|typeof|catch|await|function)$/;

/** The declarations of a file by name, as far as tokens tell: enough to look up constants and imports. */
export class Bindings {
  readonly entries: readonly ImportEntry[];
  readonly hasUnknownImport: boolean;
  private readonly source: Source;
  private readonly byName = new Map<string, Binding[]>();

  constructor(source: Source) {
    this.source = source;
    const { entries, hasUnknown } = readImports(source);
    this.entries = entries;
    this.hasUnknownImport = hasUnknown;
    this.addImports();
    for (let i = 0; i < source.length; i += 1) this.readDeclaration(i);
    for (let i = 0; i < source.length; i += 1) this.readAssignment(i);
  }

  /** The innermost declaration of a name at a token; of members (`this.file`) the file's only one. */
  find(name: string, index: number): Binding | null {
    let best: Binding | null = null;
    for (const binding of this.byName.get(name) ?? []) {
      const { scope } = binding;
      if (index < scope.start || index >= scope.end) continue;
      if (!best || scope.start > best.scope.start || scope.end < best.scope.end) best = binding;
    }
    return best;
  }

  private addImports(): void {
    for (const entry of this.entries) {
      for (const { name, local, isType } of entry.names) {
        if (isType) continue;
        this.add(local, this.source.all, null, '', { specifier: entry.specifier, name, entry });
      }
    }
  }

  private readDeclaration(i: number): void {
    const { source } = this;
    if (!source.isName(i)) return this.readFunction(i);
    if (source.is(i - 1, '.')) return;
    const text = source.getText(i);
    if (text === 'const' || text === 'let' || text === 'var') this.readVariables(i, text === 'var');
    else if (text === 'function' || text === 'class') {
      if (source.isName(i + 1)) this.add(source.getText(i + 1), this.getScope(i, text === 'function'), null);
    } else if (text === 'import' && source.is(i + 2, '=') && source.is(i + 3, 'require')) {
      this.add(source.getText(i + 1), source.all, source.getExpression(i + 3));
    }
  }

  private readFunction(i: number): void {
    const { source } = this;
    if (source.is(i, '=>')) this.readArrow(i);
    else if (source.is(i, '{') && source.is(i - 1, ')')) this.readParameters(i - 1, source.skip(i));
    else if (source.is(i, '{') && source.findPartner(i) !== null) this.readTypedParameters(i);
  }

  /** `const a = 1, { b, c: d } = e` */
  private readVariables(index: number, isVar: boolean): void {
    const { source } = this;
    const isHead = source.is(index - 1, '(') && source.is(index - 2, 'for');
    const scope = isHead ? { start: index, end: this.getScope(index, false).end } : this.getScope(index, isVar);
    let i = index + 1;
    while (i < source.length) {
      const target = i;
      i = source.skip(i);
      if (source.is(i, ':')) i = this.skipType(i + 1);
      const value = source.is(i, '=') ? source.getExpression(i + 1) : null;
      const isEmpty = !value && !source.is(i, 'of') && !source.is(i, 'in');
      this.readPattern(target, scope, value, isEmpty);
      if (value) i = value.end;
      if (!source.is(i, ',')) return;
      i += 1;
    }
  }

  private readPattern(target: number, scope: Range, value: Range | null, isEmpty: boolean): void {
    const { source } = this;
    if (source.isName(target)) return this.add(source.getText(target), scope, value, '', null, isEmpty);
    const isObject = source.is(target, '{');
    for (const part of source.split(target)) {
      const local = source.is(part.start + 1, ':') ? part.start + 2 : part.start;
      const hasDefault = source.is(local + 1, '=');
      const known = isObject && !hasDefault && !source.is(part.start, '...') ? value : null;
      if (source.isName(local)) this.add(source.getText(local), scope, known, source.getText(part.start));
      else if (source.is(local, '{') || source.is(local, '[')) this.readPattern(local, scope, null, false);
      else if (source.is(local, '...')) this.add(source.getText(local + 1), scope, null);
    }
  }

  /** `name = value` joins the values of the declaration around it; `this.name = value` is one for the whole file. */
  private readAssignment(i: number): void {
    const { source } = this;
    const isPlain = source.is(i, '=') || source.is(i, '??=') || source.is(i, '||=');
    if (!isPlain || !source.isName(i - 1) || source.is(i - 2, ':')) return;
    const value = source.getExpression(i + 1);
    const name = source.getText(i - 1);
    if (!source.is(i - 2, '.')) return this.assign(this.find(name, i - 1), value);
    if (!source.is(i - 3, 'this')) return;
    const known = this.byName.get(`this.${name}`)?.[0];
    if (known) known.values.push(value);
    else this.add(`this.${name}`, source.all, value);
  }

  private assign(binding: Binding | null, value: Range): void {
    if (!binding || binding === UNKNOWN || binding.values.length >= MAX_DECLARATIONS) return;
    // The declaration's own `=` is met a second time.
    if (!binding.values.some((other) => other?.start === value.start)) binding.values.push(value);
  }

  private readArrow(i: number): void {
    const { source } = this;
    const end = source.is(i + 1, '{') ? source.skip(i + 1) : source.getExpression(i + 1).end;
    if (source.is(i - 1, ')')) this.readParameters(i - 1, end);
    else if (source.isName(i - 1)) this.add(source.getText(i - 1), { start: i - 1, end }, null);
  }

  /** `(a: string): Promise<void> {` */
  private readTypedParameters(brace: number): void {
    const { source } = this;
    for (let i = brace - 1; i > brace - 24 && i > 0; i -= 1) {
      if (source.is(i, ':') && source.is(i - 1, ')')) return this.readParameters(i - 1, source.skip(brace));
      if (/^(?:[;{}=?]|=>)$/.test(source.getText(i)) || source.getKind(i) === 'string') return;
    }
  }

  private readParameters(close: number, end: number): void {
    const { source } = this;
    const open = source.findPartner(close);
    const before = open === null ? '' : source.getText(open - 1);
    if (open === null || (KEYWORD.test(before) && before !== 'function' && before !== 'catch')) return;
    const scope = { start: open, end };
    for (const part of source.split(open)) {
      let first = source.is(part.start, '...') ? part.start + 1 : part.start;
      while (source.isName(first + 1) && first + 1 < part.end) first += 1;
      this.readPattern(first, scope, null, false);
    }
  }

  private skipType(start: number): number {
    const { source } = this;
    let i = start;
    while (
      i < Math.min(source.length, start + MAX_TYPE) &&
      !['=', ',', ';', 'of', 'in', ')'].some((text) => source.is(i, text))
    ) {
      if (i > start && source.getLine(i) !== source.getLine(i - 1) && source.isName(i) && !source.is(i - 1, '|')) break;
      i = source.is(i, '<') ? this.skipAngles(i) : source.skip(i);
    }
    return i;
  }

  private skipAngles(start: number): number {
    let depth = 0;
    for (let i = start; i < this.source.length && i < start + MAX_TYPE; i = this.source.skip(i)) {
      if (this.source.is(i, '<')) depth += 1;
      else if (this.source.is(i, '>')) depth -= 1;
      if (depth === 0) return i + 1;
    }
    return start + 1;
  }

  /** The block around a declaration; for `var` and functions that of the function is as good as the block's here. */
  private getScope(index: number, isHoisted: boolean): Range {
    const block = this.source.findBlock(index);
    if (block === null) return this.source.all;
    const end = this.source.findPartner(block) ?? this.source.length;
    return isHoisted && this.isPlainBlock(block) ? this.getScope(block, true) : { start: block, end };
  }

  private isPlainBlock(brace: number): boolean {
    const { source } = this;
    if (source.is(brace - 1, 'else') || source.is(brace - 1, 'try') || source.is(brace - 1, 'finally')) return true;
    const open = source.is(brace - 1, ')') ? source.findPartner(brace - 1) : null;
    return open !== null && KEYWORD.test(source.getText(open - 1)) && !source.is(open - 1, 'function');
  }

  private add(
    name: string,
    scope: Range,
    value: Range | null,
    path = '',
    imported: Binding['imported'] = null,
    isEmpty = false,
  ): void {
    const values = isEmpty || imported ? [] : [value];
    const list = this.byName.get(name);
    if (list && list.length >= MAX_DECLARATIONS) return void this.byName.set(name, [UNKNOWN]);
    if (list?.[0] === UNKNOWN) return;
    const binding = { scope, values, imported, path };
    if (!list) return void this.byName.set(name, [binding]);
    const same = list.find((other) => other.scope.start === scope.start && other.scope.end === scope.end);
    if (same && !imported) same.values.push(...values);
    else list.push(binding);
  }
}
