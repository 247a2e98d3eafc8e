import type { Source } from './source.ts';

/** The function around a token, by the name that callers use. */
export interface EnclosingFunction {
  /** Of a constructor the class's name. */
  readonly name: string;
  /** How it is called: `start(x)`, `pool.start(x)`, `new Pool(x)`. */
  readonly form: 'function' | 'method' | 'class';
  /** The bracket of its parameters. */
  readonly open: number;
}

/** A class by its tokens. */
export interface TokenClass {
  /** Empty for one without. */
  readonly name: string;
  /** The first token of what it extends; null for nothing. */
  readonly parent: number | null;
}

const MAX_BLOCKS = 8;
/** The longest return type or class head that is looked through, in tokens. */
const MAX_HEAD = 24;
const STATEMENT = /^(?:if|for|while|switch|catch|with)$/;

/** The innermost function around a token that has a name; null where there is none before the file's top. */
export function findEnclosingFunction(source: Source, index: number): EnclosingFunction | null {
  if (source.is(index - 1, '=>')) return readArrow(source, index - 1);
  let block = source.findBlock(index);
  for (let depth = 0; block !== null && depth < MAX_BLOCKS; depth += 1) {
    const found = source.is(block - 1, '=>') ? readArrow(source, block - 1) : readFunction(source, block);
    if (found) return found;
    block = source.findBlock(block);
  }
  return null;
}

/** The class whose body is directly around a constructor's brace, or around any token in it. */
export function findClass(source: Source, index: number): TokenClass | null {
  let block = source.findBlock(index);
  for (let depth = 0; block !== null && depth < MAX_BLOCKS; depth += 1) {
    const found = readClass(source, block);
    if (found) return found;
    block = source.findBlock(block);
  }
  return null;
}

/** `class A<T> extends B implements C {` from its brace backwards. */
function readClass(source: Source, brace: number): TokenClass | null {
  let parent: number | null = null;
  for (let i = brace - 1; i >= 0 && i > brace - MAX_HEAD; i -= 1) {
    if (source.is(i, 'extends')) parent = i + 1;
    if (source.is(i, 'class') && !source.is(i - 1, '.')) {
      const isNamed = source.isName(i + 1) && !source.is(i + 1, 'extends');
      return { name: isNamed ? source.getText(i + 1) : '', parent };
    }
    if (source.is(i, ';') || source.is(i, '{') || source.is(i, '}') || source.is(i, '=>')) return null;
  }
  return null;
}

/** `(file) => …`, with the name that it is given to. */
function readArrow(source: Source, arrow: number): EnclosingFunction | null {
  const open = source.is(arrow - 1, ')') ? source.findPartner(arrow - 1) : null;
  return open === null ? null : readAssigned(source, open);
}

function readFunction(source: Source, brace: number): EnclosingFunction | null {
  const close = findParameters(source, brace);
  const open = close === null ? null : source.findPartner(close);
  if (open === null || STATEMENT.test(source.getText(open - 1))) return null;
  if (source.is(open - 1, 'function')) return readAssigned(source, open - 1);
  if (!source.isName(open - 1)) return null;
  const name = source.getText(open - 1);
  if (source.is(open - 2, 'function') || (source.is(open - 2, '*') && source.is(open - 3, 'function')))
    return { name, form: 'function', open };
  if (name !== 'constructor') return { name, form: 'method', open };
  const owner = findClass(source, open);
  return owner && owner.name !== '' ? { name: owner.name, form: 'class', open } : null;
}

/** The closing bracket of the parameters in front of a body: `) {`, `): Promise<void> {`. */
function findParameters(source: Source, brace: number): number | null {
  if (source.is(brace - 1, ')')) return brace - 1;
  for (let i = brace - 1; i > 0 && i > brace - MAX_HEAD; i -= 1) {
    if (source.is(i, ':') && source.is(i - 1, ')')) return i - 1;
    if (['{', '}', ';', '=', '?', '=>'].some((text) => source.is(i, text))) return null;
  }
  return null;
}

/** `name = (…`, `name: (…`, `name = async (…`, from the function's first token. */
function readAssigned(source: Source, first: number): EnclosingFunction | null {
  const open = source.is(first, '(') ? first : first + 1;
  const before = source.is(first - 1, 'async') ? first - 2 : first - 1;
  if (!source.isName(before - 1)) return null;
  const name = source.getText(before - 1);
  if (source.is(before, ':')) return { name, form: 'method', open };
  if (!source.is(before, '=')) return null;
  return { name, form: /^(?:const|let|var)$/.test(source.getText(before - 2)) ? 'function' : 'method', open };
}
