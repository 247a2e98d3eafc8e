import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { known, UNKNOWN, type Values } from '../../src/semantics/combine-values.ts';
import { getExportedValues, getValues, type ValueContext } from '../../src/semantics/text-values.ts';
import { parseFile, parseMarked } from '../support/parse.ts';

const FOLDER = path.resolve('src');
const URL_OF = (name: string): string => pathToFileURL(path.join(FOLDER, name)).href;
const IMPORTS = "import path from 'node:path'; import { fileURLToPath, pathToFileURL } from 'node:url';\n";

/** The texts of the marked expression of `src/main.ts`; `…` behind them where it may be something else. */
function read(marked: string, context: ValueContext = {}): string[] {
  const { file, nodes } = parseMarked(marked, { filename: 'src/main.ts' });
  const [node] = nodes;
  if (!node) throw new Error('Nothing is marked.');
  return show(getValues(file, node.type === 'ExpressionStatement' ? node.expression : node, context));
}

function show({ texts, isComplete }: Values): string[] {
  return isComplete ? [...texts] : [...texts, '…'];
}

describe('the texts of an expression', () => {
  it.each([
    ['a string', "[|'./w.js'|]", './w.js'],
    ['a template', "const name = 'w'; [|`./${name}.js`|]", './w.js'],
    ['a sum', "const base = './'; [|base + 'w' + '.js'|]", './w.js'],
    ['a cast', "[|('w.js' as string)!|]", 'w.js'],
    ['an await', "[|await 'w.js'|]", 'w.js'],
    ['the right side of &&', "[|isBig && 'w.js'|]", 'w.js'],
    ['a URL', "[|new URL('./w.js', import.meta.url)|]", URL_OF('w.js')],
    ['its href', "const u = new URL('./w.js', import.meta.url); [|u.href|]", URL_OF('w.js')],
    ['its text', "[|new URL('./w.js', import.meta.url).toString()|]", URL_OF('w.js')],
    ['a URL of a URL', "[|new URL(new URL('./w.js', import.meta.url))|]", URL_OF('w.js')],
    ['a URL from a path', "[|new URL('w.js', 'file:///a/b.js')|]", 'file:///a/w.js'],
    ['the file itself', '[|import.meta.filename|]', path.join(FOLDER, 'main.ts')],
    ['its folder', "[|path.join(import.meta.dirname, 'w.js')|]", path.join(FOLDER, 'w.js')],
    ['the folder of CommonJS', "[|__dirname + path.sep + 'w.js'|]", path.join(FOLDER, 'w.js')],
    ['the file of CommonJS', '[|path.dirname(__filename)|]', FOLDER],
    ['a resolved path', "[|path.resolve('a', '/b', '../w.js')|]", '/w.js'],
    ['a path of POSIX', "[|path.posix.join('a', 'w.js')|]", 'a/w.js'],
    ['a normalised one', "[|path.normalize('./w.js')|]", './w.js'],
    ['a path from a URL', "[|fileURLToPath(new URL('w.js', import.meta.url))|]", path.join(FOLDER, 'w.js')],
    ['a URL from a path, as text', "[|String(pathToFileURL(path.resolve('/a', 'w.js')))|]", 'file:///a/w.js'],
    ['a decoded one', "[|decodeURIComponent(new URL('w.js', import.meta.url).pathname)|]", URL_OF('w.js')],
    ['a module', "[|require.resolve('./w')|]", 'require:./w'],
    ['a module of ESM', "[|import.meta.resolve('./w.js')|]", 'require:./w.js'],
    [
      'a module by a require of its own',
      "import { createRequire } from 'module'; const load = createRequire(import.meta.url); [|load.resolve('./w')|]",
      'require:./w',
    ],
    ["a bundler's URL", "import url from './w.ts?worker&url'; [|url|]", 'require:./w.ts'],
    ['compiled imports', 'const p = __importStar(require("path")); [|(0, p.join)("a", "w.js")|]', 'a/w.js'],
    ['a member of an enum', "enum Files { A = './w.js', B = './v.js' } [|Files.A|]", './w.js'],
    ['a member by its name', "const enum Files { 'a-b' = './w.js' } [|Files['a-b']|]", './w.js'],
    ['a constant object', "const FILES = { a: { b: './w.js' } } as const; [|FILES.a.b|]", './w.js'],
    ['a frozen one', "const FILES = Object.freeze({ a: './w.js' }); [|FILES.a|]", './w.js'],
    ['a part of one', "const { a: { b } } = { a: { b: './w.js' } }; [|b|]", './w.js'],
    ['a property that is set', "const files = {}; files.a = './w.js'; [|files.a|]", './w.js'],
    ['a let', "let file; file = './w.js'; [|file|]", './w.js'],
    ['a field', "class A { file = './w.js'; f() { [|this.file|]; } }", './w.js'],
    [
      'a private field',
      "class A { #file; constructor() { this.#file = './w.js'; } f() { [|this.#file|]; } }",
      './w.js',
    ],
    [
      'a field of a function',
      "function A() { this.file = './w.js'; } A.prototype.f = function () { [|this.file|]; };",
      './w.js',
    ],
  ])('%s', (_, text, value) => {
    expect(read(IMPORTS + text)).toEqual([value]);
  });

  it.each([
    ['both branches', "[|isBig ? 'a.js' : 'b.js'|]", ['a.js', 'b.js']],
    ['a fallback', "[|options.file ?? 'a.js'|]", ['a.js', '…']],
    ['every value of a name', "let f = 'a.js'; if (big) f = 'b.js'; else f ||= other; [|f|]", ['a.js', 'b.js', '…']],
    ['no value that is none', "let f = null; f = 'a.js'; [|f|]", ['a.js']],
    ['the default of a parameter', "function f(file = 'a.js') { [|file|]; }", ['a.js', '…']],
    ['the default of an option', "function f({ file = 'a.js' } = {}) { [|file|]; }", ['a.js', '…']],
    ['any member', "const FILES = { a: 'a.js', b: 'b.js' }; [|FILES[kind]|]", ['a.js', 'b.js']],
    ['any element', "const FILES = ['a.js', 'b.js']; [|FILES[0]|]", ['a.js', 'b.js']],
    ['the elements of a list', "for (const f of ['a.js', 'b.js']) { [|`./${f}`|]; }", ['./a.js', './b.js']],
    ['each with each', "const a = x ? '1' : '2', b = y ? '3' : '4'; [|a + b|]", ['13', '14', '23', '24']],
    ['fields of one class only', "class A { f = 'a.js'; g() { [|this.f|]; } } class B { f = 'b.js'; }", ['a.js']],
  ])('%s', (_, text, values) => {
    expect(read(text)).toEqual(values);
  });

  it.each([
    ['a parameter', 'function f(file) { [|file|]; }'],
    ['a name that hides another', "const file = 'w.js'; function f(file) { [|file|]; }"],
    ['a call', '[|getFile()|]'],
    ['a part of a URL', "[|new URL('./w.js', import.meta.url).hash|]"],
    ['arguments that are spread', "import path from 'node:path'; [|path.join(...parts, 'w.js')|]"],
    ['another join', "import path from './path.js'; [|path.join('a', 'w.js')|]"],
    ['a ring', 'const a = b + c, b = a + c, c = a + b; [|a|]'],
    ['a URL of nothing', "[|new URL('./w.js', 'here')|]"],
    ['a type', "import type FILE from './file.js'; [|FILE|]"],
    ['an element of a pattern', "const [file] = ['w.js']; [|file|]"],
    ['what is added to', "let file = a; file += '.js'; [|file|]"],
    ['a long sum', `[|${'a + '.repeat(500)}'./w.js'|]`],
  ])('%s is unknown', (_, text) => {
    expect(read(text)).toEqual(['…']);
  });

  it('at most eight', () => {
    const choices = Array.from({ length: 12 }, (_, i) => `c${i} ? '${i}' : `).join('');
    expect(read(`[|${choices}'z'|]`)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '…']);
  });
});

describe('the texts of another file', () => {
  const asked: string[] = [];
  const findConstant = (specifier: string, name: string): Values => {
    asked.push(`${specifier} ${name}`);
    return specifier === './c.js' ? known(`<${name}>`) : UNKNOWN;
  };

  it.each([
    ['a name', "import { FILE } from './c.js'; [|FILE|]", '<FILE>'],
    ['a default', "import FILE from './c.js'; [|FILE|]", '<default>'],
    ['a namespace', "import * as c from './c.js'; [|c.FILE|]", '<FILE>'],
    ['CommonJS', "const { FILE } = require('./c.js'); [|FILE|]", '<FILE>'],
    ['a member', "import { FILES } from './c.js'; [|FILES.a.b|]", '<FILES.a.b>'],
    ['a part', "import { FILES } from './c.js'; const { a } = FILES; [|a|]", '<FILES.a>'],
    ['an alias', "import { FILE as x } from './c.js'; const y = x; [|`${y}.js`|]", '<FILE>.js'],
  ])('by %s', (_, text, value) => {
    expect(read(text, { findConstant })).toEqual([value]);
  });

  it('are asked for only where there can be some', () => {
    asked.length = 0;
    read("import { sep } from 'node:path'; import * as c from './c.js'; import fs from 'fs'; [|[c, fs.x]|]", {
      findConstant,
    });
    expect(asked).toEqual([]);
  });
});

describe('the texts of an export', () => {
  const findConstant = (specifier: string, name: string): Values => known(`${specifier} ${name}`);
  const readExport = (text: string, name = 'FILE'): string[] => {
    return show(getExportedValues(parseFile(text, { filename: 'src/c.ts' }), name, { findConstant }));
  };

  it.each([
    ['a constant', "export const FILE = './w.js';", './w.js'],
    ['a list', "const a = './w'; export { a as FILE };", './w'],
    ['CommonJS', "const FILE = './w.js'; module.exports = { FILE };", './w.js'],
    ['a property', "exports.FILE = './w.js';", './w.js'],
    ['another file', "export { A as FILE } from './d.js';", './d.js A'],
    ['all of another file', "export * from './d.js';", './d.js FILE'],
  ])('by %s', (_, text, value) => {
    expect(readExport(text)).toEqual([value]);
  });

  it.each([
    ['default', "const FILE = './w.js'; export default FILE;", './w.js'],
    ['FILES.a', "export const FILES = { a: './w.js' };", './w.js'],
    ['Files.A', "export enum Files { A = './w.js' }", './w.js'],
    ['default.a', "module.exports = { a: './w.js' };", './w.js'],
  ])('%s', (name, text, value) => {
    expect(readExport(text, name)).toEqual([value]);
  });

  it.each([
    ['a let that is changed', "export let FILE = './w.js'; export const set = (x) => { FILE = x; };", ['./w.js', '…']],
    ['nothing of the name', "const FILE = './w.js';", ['…']],
    ['a function', 'export function FILE() {}', ['…']],
  ])('%s leaves it open', (_, text, values) => {
    expect(readExport(text)).toEqual(values);
  });
});
