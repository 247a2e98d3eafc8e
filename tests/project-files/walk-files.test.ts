import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, it } from 'vitest';
import { getSettings } from '../../src/kit/settings.ts';
import { readText } from '../../src/project/read-text.ts';
import { findStamp, listProject } from '../../src/project/walk-files.ts';
import { getIndexOf } from '../../src/summaries/index.ts';
import { listStarts, makeProject } from '../support/temporary-project.ts';

const OWNER = "new Worker(new URL('./w.js', import.meta.url));\n";
const SETTINGS = getSettings(undefined);

function list(root: string): string[] {
  const { sources, manifests } = listProject(root);
  return [...sources.keys(), ...manifests.keys()].sort();
}

function makePipe(root: string, file: string): void {
  execFileSync('mkfifo', [path.join(root, file)]);
}

it('takes sources and manifests, not declarations, packages or hidden folders', () => {
  const root = makeProject({
    'a.ts': '',
    'b.d.ts': '',
    'c.json': '',
    'package.json': '',
    'app/tsconfig.build.json': '',
    'app/x.mjs': '',
    'node_modules/p/i.js': '',
    '.git/h.js': '',
  });
  expect(list(root)).toEqual(['a.ts', 'app/tsconfig.build.json', 'app/x.mjs', 'package.json']);
});

it.runIf(process.platform !== 'win32')('never opens what is no regular file', async () => {
  const root = makeProject({ 'main.js': OWNER, 'w.js': '' });
  for (const name of ['pipe.js', 'package.json', 'tsconfig.json']) makePipe(root, name);
  symlinkSync(path.join(root, 'pipe.js'), path.join(root, 'link.js'));
  mkdirSync(path.join(root, 'folder.js'));
  const server = createServer().listen(path.join(root, 'socket.js'));
  await new Promise((resolve) => server.once('listening', resolve));
  expect(list(root)).toEqual(['main.js', 'w.js']);
  expect(listStarts(getIndexOf(root, SETTINGS))).toEqual(['main.js:1 worker web -> w.js (resolved)']);
  await new Promise((resolve) => server.close(resolve));
});

it.runIf(process.platform !== 'win32')('does not wait for a pipe that took the place of a file', () => {
  const root = makeProject({ 'main.js': OWNER });
  const { size = 0 } = listProject(root).sources.get('main.js') ?? {};
  rmSync(path.join(root, 'main.js'));
  makePipe(root, 'main.js');
  expect(readText(root, 'main.js', size)).toBe('');
});

it('ends in a ring of links, and stays below the root', () => {
  const outside = makeProject({ 'x.js': '' });
  const root = makeProject({ 'src/a.js': '', 'src/deep/b.js': '' });
  symlinkSync(root, path.join(root, 'src/deep/up'));
  symlinkSync('loop-2.js', path.join(root, 'loop-1.js'));
  symlinkSync('loop-1.js', path.join(root, 'loop-2.js'));
  symlinkSync(path.join(outside, 'x.js'), path.join(root, 'out.js'));
  symlinkSync(path.join(root, 'src/a.js'), path.join(root, 'in.js'));
  expect(list(root)).toEqual(['in.js', 'src/a.js', 'src/deep/b.js']);
});

it('asks for no file outside of the root, whatever leads there', () => {
  const outside = makeProject({ 'package.json': '{}', 'in/package.json': '{}' });
  const root = makeProject({ 'package.json': '{}', 'app/package.json': '{}' });
  symlinkSync(path.join(outside, 'in'), path.join(root, 'link'));
  symlinkSync(path.join(root, 'app'), path.join(root, 'near'));
  expect(findStamp(root, 'app/package.json')).not.toBe(null);
  expect(findStamp(root, 'near/package.json')).not.toBe(null);
  expect(findStamp(root, 'link/package.json')).toBe(null);
  expect(findStamp(root, `../${path.basename(outside)}/package.json`)).toBe(null);
});

it('leaves out folders that it may not read', () => {
  const root = makeProject({ 'a.js': '', 'shut/b.js': '' });
  chmodSync(path.join(root, 'shut'), 0o000);
  const found = list(root);
  chmodSync(path.join(root, 'shut'), 0o700);
  // Root may read everything.
  expect(found).toEqual(process.getuid?.() === 0 ? ['a.js', 'shut/b.js'] : ['a.js']);
});

it('knows nothing of files that go after the look at their folder', () => {
  const root = makeProject({ 'main.js': OWNER, 'w.js': '' });
  const { sources } = listProject(root);
  const stamps = [...sources.keys()].flatMap((file) => sources.get(file) ?? []);
  rmSync(path.join(root, 'w.js'));
  writeFileSync(path.join(root, 'main.js'), 'a');
  expect(stamps.map(({ file, size }) => readText(root, file, size)).sort()).toEqual(['a', null]);
});

it('gives up on a tree with too many files', () => {
  const files = Array.from({ length: 12 }, (_, i): [string, string] => [`${i % 3}/${i}.js`, '']);
  expect(listProject(makeProject(Object.fromEntries(files)), 10)).toMatchObject({ isTooLarge: true });
});

it('walks a deep tree no deeper than anybody would write', () => {
  const root = makeProject({ [`${'d/'.repeat(200)}a.js`]: '', [`${'e/'.repeat(20)}b.js`]: '' });
  expect(list(root)).toEqual([`${'e/'.repeat(20)}b.js`]);
});

it('lists what came, went and changed since it was asked', () => {
  const root = makeProject({ 'src/a.js': '', 'src/b.js': '', 'far/c.js': '', 'package.json': '{}' });
  const before = listProject(root);
  expect(['src/a.js', 'src/d.js', 'package.json'].map((file) => before.sources.has(file))).toEqual([
    true,
    false,
    false,
  ]);
  writeFileSync(path.join(root, 'far/e.js'), '');
  expect(before.readAgain().isSame(before, 'sources')).toBe(true);
  writeFileSync(path.join(root, 'src/d.js'), '');
  expect(before.readAgain().isSame(before, 'sources')).toBe(false);
  expect(before.readAgain().isSame(before, 'manifests')).toBe(true);
  const after = before.readAgain();
  writeFileSync(path.join(root, 'src/a.js'), 'longer();\n');
  expect(after.readAgain().isSame(after, 'sources')).toBe(false);
  expect([...after.sources.keys()].sort()).toEqual(['far/c.js', 'far/e.js', 'src/a.js', 'src/b.js', 'src/d.js']);
});
