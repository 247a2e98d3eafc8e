import { Linter } from 'eslint';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import graceful from '../../src/index.ts';
import { findWorkspace } from '../../src/project/workspace.ts';
import { makeProject } from '../support/temporary-project.ts';

const asPackage = (name: string, needs: readonly string[] = [], key = 'dependencies'): string =>
  JSON.stringify({
    name,
    type: 'module',
    exports: './src/index.js',
    [key]: Object.fromEntries(needs.map((one) => [one, '*'])),
  });

const PACKAGES = {
  'packages/app/package.json': asPackage('@it/app', ['@it/waits', 'left-pad']),
  'packages/waits/package.json': asPackage('@it/waits', ['@it/timers']),
  'packages/timers/package.json': asPackage('@it/timers'),
  'packages/shop/package.json': asPackage('@it/shop', ['@it/app'], 'devDependencies'),
  'packages/other/package.json': asPackage('@it/other', ['@it/timers']),
  'tools/x/package.json': asPackage('@it/x', ['@it/app']),
};
const RELATED = ['packages/app', 'packages/shop', 'packages/timers', 'packages/waits'];

describe('the workspace around a package', () => {
  it.each([
    ['npm', 'package.json', '{ "workspaces": ["packages/*"] }'],
    ['Yarn', 'package.json', '{ "workspaces": { "packages": ["./packages/*/"] } }'],
    ['pnpm', 'pnpm-workspace.yaml', "# ours\npackages:\n  - 'packages/*' # all\n\ncatalog:\n  - tools/*\n"],
    ['pnpm without an indent', 'pnpm-workspace.yaml', 'packages:\r\n- "packages/**"\r\n- "!tools/**"\r\n'],
    ['Lerna', 'lerna.json', '{ "packages": ["packages/{app,shop,timers,waits,other}"] }'],
  ])('of %s: what it asks for and what asks for it, step by step', (_name, file, text) => {
    const root = makeProject({ ...PACKAGES, [file]: text });
    const workspace = findWorkspace(path.join(root, 'packages/app'));
    expect({ ...workspace, folders: [...(workspace?.folders ?? [])].sort() }).toEqual({ root, folders: RELATED });
    expect(findWorkspace(path.join(root, 'packages/timers/src'))?.folders).toContain('packages/other');
  });

  it.each([
    ['the root itself', '', '{ "workspaces": ["packages/*"] }'],
    ['a folder that is no member', 'tools/x', '{ "workspaces": ["packages/*"] }'],
    ['one that is left out', 'packages/app', '{ "workspaces": ["packages/*", "!packages/app"] }'],
    ['a root that says nothing', 'packages/app', '{ "name": "all" }'],
    ['a root that cannot be read', 'packages/app', '{ "workspaces": '],
  ])('is none for %s', (_name, folder, text) => {
    expect(findWorkspace(path.join(makeProject({ ...PACKAGES, 'package.json': text }), folder))).toBe(null);
  });

  it('ends where the repository does', () => {
    const root = makeProject({ ...PACKAGES, 'package.json': '{ "workspaces": ["packages/*"] }' });
    mkdirSync(path.join(root, 'packages/app/.git'));
    expect(findWorkspace(path.join(root, 'packages/app'))).toBe(null);
  });
});

const OWNER = `import { Worker } from 'node:worker_threads';
export const worker = new Worker(new URL('../../waits/src/loop.js', import.meta.url));
`;
const FILES = {
  ...PACKAGES,
  'package.json': '{ "workspaces": ["packages/*"] }',
  'packages/timers/src/index.js': 'export const ask = (url, { signal } = {}) => fetch(url, { signal });\n',
  'packages/waits/src/index.js': "export * from '@it/timers';\n",
  'packages/waits/src/loop.js': 'while (true) step();\n',
};

/** What is found in one file when a package is linted in its own folder. */
function lintPackage(files: Readonly<Record<string, string>>, file: string, settings: object = {}): string[] {
  const [, name = ''] = /^(packages\/\w+)\//.exec(file) ?? [];
  const root = makeProject({ ...FILES, ...files });
  const cwd = path.join(root, name);
  const config = [{ ...graceful.configs.recommended, settings: { graceful: settings } }];
  const text = ({ ...FILES, ...files } as Record<string, string>)[file] ?? '';
  return new Linter({ cwd })
    .verify(text, config, path.join(root, file))
    .map(({ ruleId, message }) => `${ruleId ?? ''} ${message}`);
}

describe('a run inside a package', () => {
  it('knows the functions of the packages that it asks for', () => {
    const main = `import { ask } from '@it/waits';
export async function run(signal) { while (!signal.aborted) { await ask('/'); } }
`;
    expect(lintPackage({ 'packages/app/src/main.js': main }, 'packages/app/src/main.js')).toEqual([
      expect.stringMatching(/^graceful\/require-signal /),
    ]);
  });

  it('knows who starts its workers, where that one asks for it', () => {
    const loop = 'packages/waits/src/loop.js';
    expect(lintPackage({ 'packages/app/src/main.js': OWNER }, loop)).toEqual([
      expect.stringMatching(/^graceful\/no-unstoppable-loop .*packages\/app\/src\/main\.js:2/),
    ]);
    expect(
      lintPackage({ 'packages/other/src/main.js': OWNER }, loop),
      'a package that has nothing to do with it',
    ).toEqual([]);
  });

  it('takes the paths of the settings from its own folder and from the root', () => {
    const files = { 'packages/app/src/jobs/loop.js': 'while (true) step();\n' };
    const lint = (workers: string): number =>
      lintPackage(files, 'packages/app/src/jobs/loop.js', { workers: [workers] }).length;
    expect([lint('src/jobs/**'), lint('./src/jobs/*.js'), lint('packages/app/src/jobs/**'), lint('jobs/**')]).toEqual([
      1, 1, 1, 0,
    ]);
  });

  it('takes pools and sleeps of its own files from its own folder', () => {
    const main = `import { nap } from './nap.js';
export async function run(signal) { while (!signal.aborted) { await step(); await nap(5000); } }
`;
    const files = {
      'packages/app/src/main.js': main,
      'packages/app/src/nap.js': 'export { nap } from "native-nap";\n',
    };
    const sleeps = [{ module: './src/nap.js', name: 'nap' }];
    expect(lintPackage(files, 'packages/app/src/main.js', { sleeps })).toHaveLength(1);
    expect(lintPackage(files, 'packages/app/src/main.js')).toEqual([]);
  });
});
