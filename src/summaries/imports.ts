import type { Source } from './source.ts';

/** A name that an import brings into a file. */
export interface ImportedName {
  /** The export's name: `default`, `*` for the module itself. */
  readonly name: string;
  readonly local: string;
  readonly isType: boolean;
}

/** One import, re-export, `require` or `import()` of a literal specifier. */
export interface ImportEntry {
  readonly specifier: string;
  readonly line: number;
  /** Empty for a plain load, a re-export and an expression. */
  readonly names: readonly ImportedName[];
  /** Is nothing left of it when the types are gone? */
  readonly isTypeOnly: boolean;
}

/** `a, * as b from` has no more words than this, braces not looked into. */
const MAX_CLAUSE = 8;

/** What a file loads, with literal specifiers, in source order; `hasUnknown` when it loads something else too. */
export function readImports(source: Source): { entries: ImportEntry[]; hasUnknown: boolean } {
  const entries: ImportEntry[] = [];
  let hasUnknown = false;
  const add = (index: number, specifier: string | null, names: readonly ImportedName[], isTypeOnly: boolean): void => {
    if (specifier === null) hasUnknown = true;
    else entries.push({ specifier, line: source.getLine(index), names, isTypeOnly });
  };
  for (let i = 0; i < source.length; i += 1) {
    if (!source.isName(i) || source.is(i - 1, '.') || source.is(i - 1, '?.')) continue;
    switch (source.getText(i)) {
      case 'import':
        if (source.is(i + 1, '(')) add(i, readLiteral(source, i + 2), [], false);
        else if (!source.is(i + 1, '.')) readClause(source, i, add);
        break;
      case 'export':
        readClause(source, i, add);
        break;
      case 'require':
        if (source.is(i + 1, '(') && !source.is(i - 1, 'function')) add(i, readLiteral(source, i + 2), [], false);
        break;
      case 'importScripts':
        if (source.is(i + 1, '('))
          for (const part of source.split(i + 1)) add(i, readLiteral(source, part.start), [], false);
        break;
    }
  }
  return { entries, hasUnknown };
}

/** `import a, { b as c } from 'x'`, `import 'x'`, `export { b } from 'x'`, `export * from 'x'`. */
function readClause(
  source: Source,
  start: number,
  add: (index: number, specifier: string, names: readonly ImportedName[], isTypeOnly: boolean) => void,
): void {
  const isExport = source.is(start, 'export');
  const isType = source.is(start + 1, 'type') && !source.is(start + 2, 'from') && !source.is(start + 2, ',');
  let i = isType ? start + 2 : start + 1;
  if (source.getKind(i) === 'string') return isExport ? undefined : add(start, source.getText(i), [], false);
  const names: ImportedName[] = [];
  let hasBraces = false;
  for (let steps = 0; !source.is(i, 'from'); i = source.skip(i), steps += 1) {
    if (steps > MAX_CLAUSE || i >= source.length) return;
    if (source.is(i, '{')) {
      hasBraces = true;
      names.push(...source.split(i).map((part) => readSpecifier(source, part.start, part.end, isType)));
    } else if (source.is(i, '*')) {
      if (source.is(i + 1, 'as')) names.push({ name: '*', local: source.getText(i + 2), isType });
      if (source.is(i + 1, 'as')) i += 2;
    } else if (source.isName(i) && !isExport) {
      names.push({ name: 'default', local: source.getText(i), isType });
    } else if (!source.is(i, ',')) {
      return;
    }
  }
  if (source.getKind(i + 1) !== 'string') return;
  const isTypeOnly = isType || (hasBraces && names.length > 0 && names.every((name) => name.isType));
  add(start, source.getText(i + 1), isExport ? [] : names, isTypeOnly);
}

function readSpecifier(source: Source, start: number, end: number, isType: boolean): ImportedName {
  const hasType = source.is(start, 'type') && end - start > 1 && !source.is(start + 1, 'as');
  const first = hasType ? start + 1 : start;
  return { name: source.getText(first), local: source.getText(end - 1), isType: isType || hasType };
}

function readLiteral(source: Source, index: number): string | null {
  const isAlone = source.is(index + 1, ')') || source.is(index + 1, ',');
  return isAlone ? source.getString(index) : null;
}
