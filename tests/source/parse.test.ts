import path from 'node:path';
import { parse } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { getSettings } from '../../src/kit/settings.ts';
import { getNodes } from '../../src/source/node-index.ts';
import { parseSource, parseText } from '../../src/source/parse.ts';
import { getProjectView } from '../../src/summaries/index.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { parseFile } from '../support/parse.ts';
import { listFiles, read } from '../support/sources.ts';

/** Every third of ours, and of what others publish. */
const FOLDERS = ['src', 'node_modules/@typescript-eslint/utils', 'node_modules/eslint/lib/rules'];
const FILES = FOLDERS.flatMap((folder) => listFiles(folder, ''))
  .filter((file) => /(?<!\.d)\.[cm]?[jt]sx?$/.test(file))
  .filter((_, i) => i % 3 === 0);
/** What the two may spell differently: places by line are compared below. */
const LEFT_OUT = new Set(['parent', 'loc', 'tokens', 'comments', 'start', 'end', 'hashbang', 'phase', 'sourceType']);

describe('a file of the project', () => {
  it('has the tree that @typescript-eslint/parser gives', () => {
    expect(FILES.length).toBeGreaterThan(150);
    expect(FILES.filter((file) => !isSameTree(file, read(file)))).toEqual([]);
  });

  it.each([
    ['JSX', 'a.jsx', 'export const A = () => <p title="it\'s">/* text */ {x}</p>;'],
    ['TSX', 'a.tsx', 'export const A = <T,>(p: T) => <B<T> {...p}>{p as unknown}</B>;'],
    ['casts', 'a.ts', 'const a = <T>b; let c = d as const satisfies E; f!.g?.<H>();'],
    ['decorators', 'a.ts', '@a() class B { @c d = 1; constructor(@e private readonly f: G) {} }'],
    ['enums and namespaces', 'a.ts', 'enum A { B = 1, C }\nnamespace D.E { export const f = 1 }'],
    ['using', 'a.mts', 'await using a = b(); { using c = d(); }'],
    ['CommonJS', 'a.cjs', "#!/usr/bin/env node\nif (a) return;\nwith (b) c();\nmodule.exports = require('d');"],
    ['a script named .js', 'a.js', 'if (a) return;\nvar await = 1;'],
    ['unions that begin with a bar', 'a.ts', 'type A = | { b: 1 } | { c: 2 };'],
    ['other lines', 'a.js', 'a();\r\nb();\u2028c();\rd();'],
  ])('with %s too', (_, name, text) => {
    expect(isSameTree(name, text)).toBe(true);
  });

  it('knows the line and column of a node', () => {
    const file = open('a.js', 'a();\r\n  b();\nc();');
    expect(getNodes(file.code, 'CallExpression').map(({ loc }) => ({ ...loc.start }))).toEqual([
      { line: 1, column: 0 },
      { line: 2, column: 2 },
      { line: 3, column: 0 },
    ]);
  });

  it('has the scopes that ESLint gives', () => {
    const text = read('src/flow/flow-graph.ts');
    expect(listNames(open('a.ts', text))).toEqual(listNames(parseFile(text, { filename: 'a.ts' })));
  });

  it.each([
    ['does not parse', 'const = 1;'],
    ['is no text', 'a\0b'],
    ['a tool wrote', `x = [${'1,'.repeat(20_000)}];`],
  ])('is unknown where it %s', (_, text) => {
    expect(parseSource(getContext('a.js'), text)).toBeNull();
  });
});

function isSameTree(file: string, text: string): boolean {
  return isSame(parseText(file, text), parseWithTypescript(file, text));
}

/** Does a value hold what another one holds? What is undefined is not there. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (a instanceof RegExp) return b instanceof RegExp && String(a) === String(b);
  const [left, right] = [a, b] as Record<string, unknown>[] as [Record<string, unknown>, Record<string, unknown>];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !LEFT_OUT.has(key));
  return keys.every((key) => isSame(left[key], right[key]) || (left['type'] === 'TSEnumMember' && key === 'computed'));
}

function parseWithTypescript(file: string, text: string): unknown {
  const jsx = !/\.[cm]?ts$/.test(file);
  try {
    return parse(text, { range: true, sourceType: 'module', ecmaFeatures: { jsx }, filePath: file });
  } catch {
    return parse(text, {
      range: true,
      sourceType: 'script',
      ecmaFeatures: { jsx, globalReturn: true },
      filePath: file,
    });
  }
}

/** Each name with the line where it is declared. */
function listNames({ code }: SourceFile): string[] {
  return getNodes(code, 'Identifier').map((node) => {
    for (let scope = code.getScope(node) as ReturnType<typeof code.getScope> | null; scope; scope = scope.upper) {
      const definition = scope.set.get(node.name)?.defs[0];
      if (definition) return `${node.name} ${definition.name.loc.start.line} ${scope.type}`;
    }
    return node.name;
  });
}

function getContext(name: string): Parameters<typeof parseSource>[0] {
  const root = process.cwd();
  const settings = getSettings(undefined);
  return { filename: path.join(root, name), root, settings, project: getProjectView(root, settings) };
}

function open(name: string, text: string): SourceFile {
  const file = parseSource(getContext(name), text);
  if (!file) throw new Error(`${name} does not parse.`);
  return file;
}
