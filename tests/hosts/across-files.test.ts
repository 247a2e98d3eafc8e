import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildOnce } from '../support/build.ts';
import { root } from '../support/sources.ts';

const CONFIG = `import graceful from 'eslint-plugin-graceful';\nexport default [graceful.configs.recommended];\n`;
/** Nothing in it says that it runs in a worker. */
const LOOP = 'export async function run(next) {\n  while (true) await next();\n}\n';
const start = (name: string): string =>
  `export const start = () => new Worker(new URL('./${name}.js', import.meta.url));\n`;

beforeAll(() => {
  buildOnce();
});

describe('a worker file that only its owner tells of', () => {
  const files = {
    'pool.js': start('a'),
    'nested/pool.js': start('../b'),
    'a.js': LOOP,
    'b.js': LOOP,
    'c.js': LOOP,
    'd.js': LOOP,
  };
  const found = ['a.js:2 started at pool.js:1', 'b.js:2 started at nested/pool.js:1'];

  it('is found by one process', () => {
    expect(runESLint(makeProject(files))).toEqual(found);
  });

  it('is found by the threads of --concurrency, each with an index of its own', () => {
    expect(runESLint(makeProject(files), '--concurrency=2')).toEqual(found);
  });

  it('is found when it is linted alone', () => {
    expect(runESLint(makeProject(files), 'b.js')).toEqual(found.slice(1));
  });

  it('is found by oxlint', () => {
    expect(runOxlint(makeProject(files))).toEqual(found);
  });
});

describe('eslint --cache', () => {
  const cached = (folder: string): string[] => runESLint(folder, '--cache', '--cache-location=.cache');

  it('keeps the result of a file when only the file that starts it has changed', () => {
    const folder = makeProject({ 'pool.js': start('a'), 'a.js': LOOP, 'b.js': LOOP });
    expect(cached(folder)).toEqual(['a.js:2 started at pool.js:1']);
    writeFileSync(path.join(folder, 'pool.js'), `// Another one.\n${start('b')}`);
    // Stale: a.js is started no longer, b.js is.
    expect(cached(folder)).toEqual(['a.js:2 started at pool.js:1']);
    expect(runESLint(folder)).toEqual(['b.js:2 started at pool.js:2']);
  });

  it('tells the truth about each file that has changed itself', () => {
    const folder = makeProject({ 'pool.js': start('a'), 'a.js': LOOP, 'b.js': LOOP });
    cached(folder);
    writeFileSync(path.join(folder, 'pool.js'), `// Another one.\n${start('b')}`);
    for (const file of ['a.js', 'b.js']) writeFileSync(path.join(folder, file), `// Edited.\n${LOOP}`);
    expect(cached(folder)).toEqual(['b.js:3 started at pool.js:2']);
  });
});

/** A project with the built plugin among its packages; its folder. */
function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-across-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(root, path.join(folder, 'node_modules/eslint-plugin-graceful'), 'junction');
  for (const [file, text] of Object.entries({
    'eslint.config.mjs': CONFIG,
    'package.json': '{ "type": "module" }',
    ...files,
  })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** `a.js:2 started at pool.js:1` for each finding, sorted. */
function runESLint(folder: string, ...args: string[]): string[] {
  const paths = args.some((arg) => !arg.startsWith('-')) ? [] : ['.'];
  const stdout = run(folder, 'eslint/bin/eslint.js', ['-f', 'json', ...args, ...paths]);
  const results = JSON.parse(stdout) as { filePath: string; messages: { line: number; message: string }[] }[];
  return results
    .flatMap(({ filePath, messages }) => messages.map((m) => show(path.relative(folder, filePath), m.line, m.message)))
    .sort();
}

function runOxlint(folder: string): string[] {
  const rules = { 'graceful/no-unstoppable-loop': 'error' };
  const config = { jsPlugins: ['eslint-plugin-graceful'], categories: { correctness: 'off' }, rules };
  writeFileSync(path.join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const stdout = run(folder, 'oxlint/bin/oxlint', ['-f', 'json', '--ignore-pattern', 'node_modules', '.']);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { message: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  return diagnostics.map(({ filename, labels, message }) => show(filename, labels[0]?.span.line ?? 0, message)).sort();
}

function run(folder: string, program: string, args: readonly string[]): string {
  const all = [path.join(root, 'node_modules', program), ...args];
  const { stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
  if (!/^[[{]/.test(stdout)) throw new Error(`${stdout}${stderr}`);
  return stdout;
}

function show(file: string, line: number, message: string): string {
  return `${file}:${line} ${/started at [^\s):]+:\d+/.exec(message)?.[0] ?? message}`;
}
