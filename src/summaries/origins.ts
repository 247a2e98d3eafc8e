import type { Bindings } from './bindings.ts';
import type { Range, Source } from './source.ts';

/** Which module's which export an expression is; the module is empty for a global, the path for the module itself. */
export interface TokenOrigin {
  readonly module: string;
  readonly path: string;
  /** The token behind the expression. */
  readonly end: number;
}

const MAX_DEPTH = 6;
/** What compilers wrap around `require()`. */
const INTEROP = /^_{0,2}(?:import(?:Star|Default)|interop\w*|toESM|default)$|^_interop/;

/** Resolves `a.b.c` at a token through imports, `require` and aliases; null where it begins with anything else. */
export function findTokenOrigin(source: Source, bindings: Bindings, start: number, depth = 0): TokenOrigin | null {
  if (depth > MAX_DEPTH) return null;
  const first = readFirst(source, bindings, start, depth);
  if (!first) return null;
  let { path, end } = first;
  for (;;) {
    const hasBang = source.is(end, '!') ? 1 : 0;
    const isMember =
      (source.is(end + hasBang, '.') || source.is(end + hasBang, '?.')) && source.isName(end + hasBang + 1);
    if (!isMember) break;
    path = path === '' ? source.getText(end + hasBang + 1) : `${path}.${source.getText(end + hasBang + 1)}`;
    end += hasBang + 2;
  }
  return { module: first.module, path: cleanPath(first.module, path), end };
}

/** The first token of `a.b.c` or `(0, a.b)` by its last name. */
export function findPathStart(source: Source, index: number): number {
  let start = index;
  while (source.is(start - 1, '.') && source.isName(start - 2)) start -= 2;
  const group = source.is(index + 1, ')') ? source.findPartner(index + 1) : null;
  return group ?? start;
}

/** `module#path` as the knowledge tables write it. */
export function getOriginKey({ module, path }: { module: string; path: string }): string {
  return `${module}#${path === '' && module !== '' ? 'default' : path}`;
}

function readFirst(source: Source, bindings: Bindings, start: number, depth: number): TokenOrigin | null {
  if (source.is(start, '(')) return readGroup(source, bindings, start, depth);
  const required = findRequired(source, start);
  if (required) return required;
  if (!source.isName(start)) return null;
  const name = source.getText(start);
  const binding = bindings.find(name, start);
  if (!binding) return readGlobal(source, name, start);
  if (binding.imported) return toOrigin(binding.imported.specifier, binding.imported.name, start + 1);
  for (const value of binding.values) {
    const origin = value && findValueOrigin(source, bindings, value, depth + 1);
    if (origin) return toOrigin(origin.module, joinPath(origin.path, binding.path), start + 1);
  }
  return null;
}

/** `(0, url_1.fileURLToPath)`, `(await import('x'))` */
function readGroup(source: Source, bindings: Bindings, start: number, depth: number): TokenOrigin | null {
  const last = source.split(start).at(-1);
  const origin = last && findValueOrigin(source, bindings, last, depth + 1);
  return origin ? { ...origin, end: source.skip(start) } : null;
}

function readGlobal(source: Source, name: string, start: number): TokenOrigin | null {
  const isGlobalThis = /^(?:globalThis|self|window|global)$/.test(name) && source.is(start + 1, '.');
  if (isGlobalThis && source.isName(start + 2)) return { module: '', path: source.getText(start + 2), end: start + 3 };
  if (name === 'this' || name === 'new' || name === 'super') return null;
  return { module: '', path: name, end: start + 1 };
}

/** The origin of a value that is nothing but `require('x').y`, `await import('x')` or a name. */
function findValueOrigin(source: Source, bindings: Bindings, value: Range, depth: number): TokenOrigin | null {
  let start = value.start;
  while (source.is(start, 'await')) start += 1;
  const origin = findTokenOrigin(source, bindings, start, depth);
  if (!origin) return null;
  const isWhole = origin.end >= value.end || ['||', '??', '!', 'as'].some((text) => source.is(origin.end, text));
  return isWhole ? origin : null;
}

/** `require('x')`, also wrapped by a compiler's helper, `import('x')` and `process.getBuiltinModule('x')`. */
function findRequired(source: Source, start: number): TokenOrigin | null {
  const name = source.getText(start);
  if (name === 'process' && source.is(start + 2, 'getBuiltinModule')) return readCall(source, start + 3);
  if (!source.is(start + 1, '(') || !source.isName(start)) return null;
  if (name === 'require' || name === 'import') return readCall(source, start + 1);
  const inner = INTEROP.test(name) ? findRequired(source, start + 2) : null;
  return inner && { ...inner, end: source.skip(start + 1) };
}

function readCall(source: Source, open: number): TokenOrigin | null {
  const specifier = source.getString(open + 1);
  return specifier === null ? null : toOrigin(specifier, '', source.skip(open));
}

function toOrigin(specifier: string, path: string, end: number): TokenOrigin {
  const module = specifier.replace(/^node:/, '');
  return { module, path: cleanPath(module, path), end };
}

function joinPath(a: string, b: string): string {
  return a === '' || b === '' ? a + b : `${a}.${b}`;
}

/** Without the `default` through which CommonJS modules are reached. */
function cleanPath(module: string, path: string): string {
  if (module === '') return path;
  return path.replace(/^\*(?:\.|$)/, '').replace(/^(?:default(?:\.|$))+/, '');
}
