import { parse } from '@typescript-eslint/parser';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { describe, expect, it } from 'vitest';
import { listTokens } from '../../src/cli/list-tokens.ts';
import { parseText } from '../../src/source/parse.ts';
import { listFiles, read } from '../support/sources.ts';

const FILES = ['src/runtime', 'src/source', 'node_modules/eslint/lib/rules']
  .flatMap((folder) => listFiles(folder, ''))
  .filter((file) => /(?<!\.d)\.[jt]s$/.test(file))
  .filter((_, i) => i % 4 === 0);

describe('the tokens of a text', () => {
  it('stand where those of @typescript-eslint/parser do', () => {
    expect(FILES.length).toBeGreaterThan(80);
    expect(FILES.filter((file) => !isSame(file, read(file)))).toEqual([]);
  });

  it.each([
    ['types in types', 'a.ts', 'let a: Map<b, Array<Set<c>>> = d >> e >>> f; g<H<I>>();'],
    ['texts with values', 'a.ts', 'a`b${`c${d}`}e`; `/* no comment */ "${f}"`;'],
    ['patterns', 'a.ts', 'a / b / c; d = /[/"`]\\/*/g; // e'],
    ['JSX', 'a.tsx', 'const A = () => <p data-b="it\'s" {...c}>/* text */ don\'t {d /* e */}<></></p>;'],
    ['private names', 'a.ts', 'class A { #b = 1; has(c) { return #b in c && this.#b; } }'],
    ['numbers and dots', 'a.ts', 'a = [1.5e-3, .5, 0x1f, 1_0n]; b?.c; d ? .5 : e; f(...g);'],
    ['escapes', 'a.ts', 'let \\u0061b = {c}; type D = { e: 1 };'],
  ])('with %s too', (_, name, text) => {
    expect(isSame(name, text)).toBe(true);
  });
});

function isSame(filename: string, text: string): boolean {
  const program = parseText(filename, text);
  if (program === null) return false;
  const { sourceType } = program;
  const options = { filePath: filename, tokens: true, range: true, sourceType, ecmaFeatures: { jsx: true } };
  const wanted = parse(text, options).tokens ?? [];
  const show = ({ range }: { range: readonly number[] }): string => range.join('-');
  return listTokens(text, program, visitorKeys).map(show).join() === wanted.map(show).join();
}
