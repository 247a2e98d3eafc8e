import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTestFile } from '../../src/project/is-test-file.ts';
import { findOwnDependencies, findOwnPackage } from '../../src/project/own-package.ts';
import { listExportTargets } from '../../src/project/package-exports.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { makeProject } from '../support/temporary-project.ts';

const at = (root: string, filename: string): SourceFile => ({ root, filename }) as SourceFile;

describe('targets in a map of exports', () => {
  it.each<[string, unknown, string, string[]]>([
    ['one file', './a.js', '.', ['./a.js']],
    [
      'a source before what is built',
      { import: './dist/a.js', source: './src/a.ts' },
      '.',
      ['./src/a.ts', './dist/a.js'],
    ],
    [
      'what another runtime takes after that',
      { bun: './src/a.ts', import: './dist/a.js', default: './a.cjs' },
      '.',
      ['./dist/a.js', './src/a.ts', './a.cjs'],
    ],
    ['conditions inside conditions', { node: { import: './n.mjs', require: './n.cjs' } }, '.', ['./n.mjs', './n.cjs']],
    ['the nearest pattern alone', { './*': './src/*.js', './in/*': './src/in/*.ts' }, './in/a', ['./src/in/a.ts']],
    ['what a pattern shuts', { './*': './src/*.js', './in/*': null }, './in/a', []],
    ['a part with signs of its own', { './*': './src/*.js' }, './$&', ['./src/$&.js']],
    ['no such name', { './a': './a.js' }, './b', []],
  ])('%s', (_, map, name, targets) => {
    expect(listExportTargets(map, name)).toEqual(targets);
  });
});

describe('the package of a file', () => {
  it('is the nearest with a name, its dependencies those of the nearest', () => {
    const root = makeProject({
      'package.json': '{ "name": "all", "dependencies": { "a": "1" } }',
      'app/package.json':
        '{ "type": "module", "dependencies": { "b": "1" }, "peerDependencies": { "c": "1" }, "devDependencies": { "d": "1" } }',
    });
    expect(findOwnPackage(at(root, path.join(root, 'app/src/x.js')))).toBe('all');
    expect(findOwnDependencies(at(root, path.join(root, 'app/src/x.js')))).toEqual(['b', 'c']);
    expect(findOwnDependencies(at(root, path.join(root, 'x.js')))).toEqual(['a']);
  });

  it('is none outside of the root, nor for a text without a file', () => {
    const root = makeProject({
      'app/x.js': '',
      'package.json': '{ "name": "all" }',
      'app-2/package.json': '{ "name": "two" }',
    });
    const app = path.join(root, 'app');
    expect(findOwnPackage(at(app, path.join(app, 'x.js')))).toBe(null);
    expect(findOwnPackage(at(app, path.join(root, 'app-2/x.js')))).toBe(null);
    expect(findOwnPackage(at(process.cwd(), '<input>'))).toBe(null);
    symlinkSync(path.join(root, 'app-2'), path.join(app, 'link'));
    expect(findOwnPackage(at(app, path.join(app, 'link/x.js')))).toBe(null);
  });

  it('is read again when it has changed', () => {
    const root = makeProject({ 'package.json': '{ "name": "old" }' });
    const file = path.join(root, 'x.js');
    expect(findOwnPackage(at(root, file))).toBe('old');
    writeFileSync(path.join(root, 'package.json'), '{ "name": "new" }');
    utimesSync(path.join(root, 'package.json'), 1, 1);
    expect(findOwnPackage(at(root, file))).toBe('new');
  });
});

it.each([
  ['src/queue.test.ts', true],
  ['src/queue_test.js', true],
  ['bench.mjs', true],
  ['src/__tests__/queue.js', true],
  ['test/e2e/run.ts', true],
  ['src/panel.clienttest.tsx', true],
  ['src/queue.integration-spec.ts', true],
  ['packages/test-utils/src/child.ts', true],
  ['packages/testing-helpers/child.ts', true],
  ['packages/agents/test-bun/queue.bun.ts', true],
  ['src/contest/queue.js', false],
  ['packages/testing/src/server.ts', false],
  ['src/latest-utils/queue.js', false],
  ['src/app.latest.js', false],
  ['examples/server.js', false],
  ['src/latest.js', false],
])('%s: is it a test? %s', (file, isTest) => {
  expect(isTestFile(path.join('/home/tests/project', file), '/home/tests/project')).toBe(isTest);
});
