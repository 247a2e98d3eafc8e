import { describe, expect, it } from 'vitest';
import { findHelperSpecifier } from '../../src/fixes/helper-module.ts';
import { parseFile } from '../support/parse.ts';

describe('findHelperSpecifier', () => {
  it.each([
    ['a package', 'a.ts', '', 'eslint-plugin-graceful/stop', 'eslint-plugin-graceful/stop'],
    ['an alias', 'a.ts', '', '#stop', '#stop'],
    ['a file beside', 'src/a.js', '', './src/stop.js', './stop.js'],
    ['a file above', 'src/deep/a.js', '', './src/stop.js', '../stop.js'],
    ['TypeScript is imported as JavaScript', 'src/a.ts', '', './src/stop.ts', './stop.js'],
    ['unless the file does otherwise', 'src/a.ts', `import './b.ts';`, './src/stop.ts', './stop.ts'],
    ['or writes no endings', 'src/a.ts', `import './b';`, './src/stop.ts', './stop'],
    ['mts', 'src/a.mts', '', './src/stop.mts', './stop.mjs'],
    ['the helper itself', 'src/stop.ts', '', './src/stop.ts', null],
  ])('%s', (_, filename, text, helper, expected) => {
    expect(findHelperSpecifier(parseFile(text, { filename }), helper)).toBe(expected);
  });
});
