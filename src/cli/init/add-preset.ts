import { maskCode } from './mask-code.ts';

const PACKAGE = 'eslint-plugin-graceful';
/** `export default` or `module.exports =`, up to what is exported. */
const EXPORT = /^(export\s+default|module\.exports\s*=)\s*/gm;
const CALL = /^(?:([\w$]+)\.config|([\w$]+))\(\s*/;
/** Functions that take configs one by one, and the package that each has to come from. */
const FUNCTIONS: Readonly<Record<string, RegExp>> = {
  defineConfig: /['"](?:eslint\/config|@eslint\/config-helpers)['"]/,
  defineConfigWithVueTs: /['"]@vue\/eslint-config-typescript['"]/,
  withNuxt: /['"][^'"]*\.nuxt\/eslint\.config(?:\.mjs)?['"]/,
};

/** Does the config know the plugin already? */
export function hasPreset(code: string): boolean {
  return code.includes(PACKAGE);
}

/**
 * Adds a preset to an ESLint config as text: to an exported array, or to the arguments of `defineConfig` of ESLint, of
 * `config` of typescript-eslint and of the functions of Vue, Nuxt and antfu, exported as such or by a name.
 *
 * @returns null for a config of any other shape.
 */
export function addPreset(code: string, preset: string): string | null {
  const masked = maskCode(code);
  const withEntry = /\bgraceful\b/.test(masked) ? null : addEntry(code, `graceful.configs.${preset}`);
  if (withEntry === null) return null;
  return insertImport(withEntry, masked, /^export\s+default/m.test(masked));
}

/**
 * Adds one entry to the list of a config's entries.
 *
 * @returns null where that list is not found.
 */
export function addEntry(code: string, entry: string): string | null {
  const masked = maskCode(code);
  const [found, ...others] = masked.matchAll(EXPORT);
  if (!found || others.length > 0) return null;
  const at = found.index + found[0].length;
  const start = findList(code, masked, at);
  return start === null ? appendEntry(code, masked, at, entry) : insertEntry(code, masked, start, entry);
}

/** The quote that a text, or the beginning of it that is given, has more often. */
export function getQuote(code: string): string {
  return code.split('"').length > code.split("'").length ? '"' : "'";
}

/** Where the list of configs begins: behind its bracket or parenthesis. */
function findList(code: string, masked: string, at: number): number | null {
  const rest = masked.slice(at);
  if (rest.startsWith('[')) return at + 1;
  const call = CALL.exec(rest);
  if (call) {
    if (!isKnown(code, call)) return null;
    const inside = at + call[0].length;
    return masked[inside] === '[' ? inside + 1 : at + call[0].trimEnd().length;
  }
  const [, name] = /^([\w$]+)\s*;?\s*$/.exec(rest) ?? [];
  if (name === undefined) return null;
  const declaration = new RegExp(
    `^(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\s*(?::[^=]+)?=\\s*(?=[[\\w$])`,
    'gm',
  );
  const [found, ...others] = masked.matchAll(declaration);
  if (!found || others.length > 0) return null;
  const value = found.index + found[0].length;
  return /^[\w$]+\s*;?\s*$/m.test(masked.slice(value).split('\n')[0] ?? '') ? null : findList(code, masked, value);
}

/** All of them take configs one by one or as arrays; a function of another package may not. */
function isKnown(code: string, [, owner, callee = '']: RegExpExecArray): boolean {
  if (owner !== undefined) return new RegExp(`\\b${owner}\\b.*['"]typescript-eslint['"]`).test(code);
  return Object.hasOwn(FUNCTIONS, callee) && (FUNCTIONS[callee]?.test(code) ?? false);
}

/** To a call of `@antfu/eslint-config`, whose first argument holds its own options. */
function appendEntry(code: string, masked: string, at: number, entry: string): string | null {
  const [, name] = /^import\s+([\w$]+)\s+from\s*['"]@antfu\/eslint-config['"]/m.exec(code) ?? [];
  if (name === undefined || !masked.startsWith(`${name}(`, at)) return null;
  const open = at + name.length;
  const close = findEnd(masked, open);
  if (close === null) return null;
  const inside = masked.slice(open + 1, close).trimEnd();
  const end = open + 1 + inside.length;
  const text = inside.trim() === '' ? `{}, ${entry}` : inside.endsWith(',') ? ` ${entry}` : `, ${entry}`;
  return `${code.slice(0, end)}${text}${code.slice(end)}`;
}

/** Where the bracket that opens at a place is closed. */
function findEnd(masked: string, open: number): number | null {
  let depth = 0;
  for (let i = open; i < masked.length; i++) {
    if ('([{'.includes(masked[i] ?? '')) depth++;
    else if (')]}'.includes(masked[i] ?? '') && --depth === 0) return i;
  }
  return null;
}

function insertEntry(code: string, masked: string, at: number, entry: string): string {
  const eol = code.includes('\r\n') ? '\r\n' : '\n';
  const [, sameLine = '', lines = '', next = ''] =
    /^([^\S\r\n]*)((?:\r?\n[^\S\r\n]*)*)([^]?)/.exec(masked.slice(at)) ?? [];
  const isEmpty = next === ']' || next === ')';
  const indent = `${lines.split('\n').at(-1)}${isEmpty ? '  ' : ''}`;
  const text = lines === '' ? `${sameLine}${entry}${isEmpty ? '' : ','}` : `${eol}${indent}${entry},`;
  // A blank behind the bracket belongs in front of the first entry, and one more between the two.
  return `${code.slice(0, at)}${text}${lines === '' && !isEmpty && sameLine === '' ? ' ' : ''}${code.slice(at)}`;
}

/** In front of the other imports: what stands above them, a licence or a directive, stays there. */
function insertImport(code: string, masked: string, isModule: boolean): string {
  const first = isModule ? /^import\b.*/m.exec(masked) : /^(?:const|let|var)\b.*\brequire\(.*/m.exec(masked);
  const sample = first ? code.slice(first.index, first.index + first[0].length) : code;
  const quote = getQuote(sample);
  const end = first && !/;\s*$/.test(first[0]) && !/[{,(]\s*$/.test(first[0]) ? '' : ';';
  const name = `${quote}${PACKAGE}${quote}`;
  const line = isModule ? `import graceful from ${name}${end}` : `const graceful = require(${name})${end}`;
  const eol = code.includes('\r\n') ? '\r\n' : '\n';
  if (first) return `${code.slice(0, first.index)}${line}${eol}${code.slice(first.index)}`;
  const head = /^(?:\uFEFF)?(?:#!.*\r?\n)?(?:(?:\/\/.*|\s*|(['"])use strict\1;?)\r?\n)*/.exec(code)?.[0] ?? '';
  return `${head}${line}${eol}${eol}${code.slice(head.length)}`;
}
