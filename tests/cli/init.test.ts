import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getTexts } from '../../src/cli/texts.ts';
import { graceful, makeProject, ROOT, useCli } from '../support/cli.ts';

const MODULE = '{\n  "name": "app",\n  "type": "module"\n}\n';
const TYPESCRIPT = { 'package.json': MODULE, 'tsconfig.json': '{}', 'src/index.ts': '' };

describe('graceful init --helper', () => {
  useCli();
  const read = (cwd: string, file: string) => readFileSync(join(cwd, file), 'utf8');
  const getSource = () => readFileSync(join(ROOT, 'src/stop/index.ts'), 'utf8');
  const getBuilt = () => getTexts().helper.js;

  it('copies the TypeScript source into src and names it in package.json', () => {
    const cwd = makeProject(TYPESCRIPT);
    expect(graceful(cwd, ['init', '--helper'])).toEqual({
      code: 0,
      stdout: [
        'Wrote src/stop-worker.ts',
        'Set graceful.helper in package.json to ./src/stop-worker.ts',
        "For ESLint, which does not read that: settings: { graceful: { helper: './src/stop-worker.ts' } }",
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(read(cwd, 'src/stop-worker.ts')).toBe(getSource());
    expect(read(cwd, 'package.json')).toBe(
      '{\n  "name": "app",\n  "type": "module",\n  "graceful": {\n    "helper": "./src/stop-worker.ts"\n  }\n}\n',
    );
  });

  it.each([
    [
      'an array',
      "import graceful from 'eslint-plugin-graceful';\nexport default [\n  graceful.configs.recommended,\n];\n",
      "import graceful from 'eslint-plugin-graceful';\nexport default [\n  { settings: { graceful: { helper: './src/stop-worker.ts' } } },\n  graceful.configs.recommended,\n];\n",
    ],
    [
      'another quote',
      'import graceful from "eslint-plugin-graceful"\nexport default [graceful.configs.all]\n',
      'import graceful from "eslint-plugin-graceful"\nexport default [{ settings: { graceful: { helper: "./src/stop-worker.ts" } } }, graceful.configs.all]\n',
    ],
  ])('names it in the ESLint config that has the plugin, and there alone: %s', (_, before, after) => {
    const cwd = makeProject({ ...TYPESCRIPT, 'eslint.config.js': before });
    const { code, stdout } = graceful(cwd, ['init', '--helper']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Wrote src/stop-worker.ts\nSet settings.graceful.helper in eslint.config.js to ./src/stop-worker.ts\n',
    });
    expect([read(cwd, 'eslint.config.js'), read(cwd, 'package.json')]).toEqual([after, MODULE]);
    expect(graceful(cwd, ['init', '--helper']).stdout).toBe(
      'src/stop-worker.ts is up to date\neslint.config.js names it already: settings.graceful.helper\n',
    );
  });

  it('prints what to paste where the config cannot be edited, or names another file', () => {
    const cwd = makeProject({
      ...TYPESCRIPT,
      'eslint.config.js': "import graceful from 'eslint-plugin-graceful';\nexport default load(graceful);\n",
    });
    const { code, stdout } = graceful(cwd, ['init', '--helper']);
    expect(code).toBe(1);
    expect(stdout).toContain("  { settings: { graceful: { helper: './src/stop-worker.ts' } } }, // one more entry");
    const other = makeProject({
      ...TYPESCRIPT,
      'eslint.config.js':
        "import graceful from 'eslint-plugin-graceful';\nexport default [graceful.configs.all, { settings: { graceful: { helper: './a.mjs' } } }];\n",
    });
    expect(graceful(other, ['init', '--helper', 'b.mjs'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Add this by hand to eslint.config.js, in place of ./a.mjs'),
    });
    expect(graceful(other, ['init', '--helper']).stdout).toContain('Wrote a.mjs\neslint.config.js names it already');
  });

  it('changes nothing when it is run again', () => {
    const cwd = makeProject(TYPESCRIPT);
    graceful(cwd, ['init', '--helper']);
    const before = [read(cwd, 'package.json'), statSync(join(cwd, 'src/stop-worker.ts')).mtimeMs];
    const { code, stdout } = graceful(cwd, ['init', '--helper']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^src\/stop-worker\.ts is up to date\npackage\.json names it already/);
    expect([read(cwd, 'package.json'), statSync(join(cwd, 'src/stop-worker.ts')).mtimeMs]).toEqual(before);
  });

  it.each([
    ['a JavaScript module', { 'package.json': MODULE }, [], 'stop-worker.js'],
    ['a JavaScript module with src', { 'package.json': MODULE, 'src/a.js': '' }, [], 'src/stop-worker.js'],
    ['a CommonJS package', { 'package.json': '{}' }, [], 'stop-worker.mjs'],
    ['a .js path in a CommonJS package', { 'package.json': '{}' }, ['lib/stop.js'], 'lib/stop.mjs'],
    ['a path in a folder that is not there', { 'package.json': MODULE }, ['a/b/c.js'], 'a/b/c.js'],
    ['a folder', { 'package.json': MODULE, 'lib/a.js': '' }, ['lib'], 'lib/stop-worker.js'],
  ])('copies the built file for %s', (_, files, args, path) => {
    const cwd = makeProject(files);
    const { code, stdout } = graceful(cwd, ['init', '--helper', ...args]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Wrote ${path}\n`);
    expect(read(cwd, path)).toBe(getBuilt());
    expect(JSON.parse(read(cwd, 'package.json'))).toMatchObject({ graceful: { helper: `./${path}` } });
  });

  it('takes the path after an equals sign, and keeps to it from then on', () => {
    const cwd = makeProject(TYPESCRIPT);
    expect(graceful(cwd, ['init', '--helper=src/lib/stop.mts']).stdout).toContain('Wrote src/lib/stop.mts\n');
    expect(graceful(join(cwd, 'src'), ['init', '--helper']).stdout).toContain('src/lib/stop.mts is up to date\n');
  });

  it('copies one file that needs no other and can be loaded', async () => {
    const cwd = makeProject({ 'package.json': MODULE });
    graceful(cwd, ['init', '--helper']);
    for (const text of [getSource(), getBuilt()]) expect(text).not.toMatch(/from\s+['"]\.|import\(\s*['"]\./);
    const helper = (await import(join(cwd, 'stop-worker.js'))) as object;
    expect(Object.keys(helper)).toEqual(expect.arrayContaining(['StopToken', 'sleep', 'stopSignal', 'stopWorker']));
  });

  it('does not overwrite a file that differs, unless forced to', () => {
    const cwd = makeProject({ ...TYPESCRIPT, 'src/stop-worker.ts': '// mine\n' });
    expect(graceful(cwd, ['init', '--helper'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'graceful: src/stop-worker.ts is there already and differs; --force overwrites it\n',
    });
    expect([read(cwd, 'src/stop-worker.ts'), read(cwd, 'package.json')]).toEqual(['// mine\n', MODULE]);
    expect(graceful(cwd, ['init', '--helper', '--force']).stdout).toContain('Overwrote src/stop-worker.ts\n');
    expect(read(cwd, 'src/stop-worker.ts')).toBe(getSource());
  });

  it('only says what it would do under --dry-run', () => {
    const cwd = makeProject(TYPESCRIPT);
    const { code, stdout } = graceful(cwd, ['init', '--helper', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('Would write src/stop-worker.ts\nWould set graceful.helper in package.json');
    expect([readdirSync(join(cwd, 'src')), read(cwd, 'package.json')]).toEqual([['index.ts'], MODULE]);
  });

  it.each([
    [
      'tabs and no last line break',
      '{\n\t"files": ["a", "b"]\n}',
      '{\n\t"files": ["a", "b"],\n\t"graceful": {\n\t\t"helper": "./h.mjs"\n\t}\n}',
    ],
    [
      'Windows line ends',
      '{\r\n  "a": 1\r\n}\r\n',
      '{\r\n  "a": 1,\r\n  "graceful": {\r\n    "helper": "./h.mjs"\r\n  }\r\n}\r\n',
    ],
    ['a byte order mark', '\uFEFF{\n "a": 1\n}\n', '\uFEFF{\n "a": 1,\n "graceful": {\n  "helper": "./h.mjs"\n }\n}\n'],
    ['one line', '{"a":1}\n', '{"a":1,"graceful":{"helper":"./h.mjs"}}\n'],
    [
      'other settings',
      '{\n  "graceful": {\n    "jobs": []\n  },\n  "a": 1\n}\n',
      '{\n  "graceful": {\n    "jobs": [],\n    "helper": "./h.mjs"\n  },\n  "a": 1\n}\n',
    ],
    [
      'braces at the end',
      '{\n  "a": {\n    "b": {}\n  }\n}\n',
      '{\n  "a": {\n    "b": {}\n  },\n  "graceful": {\n    "helper": "./h.mjs"\n  }\n}\n',
    ],
    ['nothing in it', '{}\n', '{\n  "graceful": {\n    "helper": "./h.mjs"\n  }\n}\n'],
  ])('keeps a package.json with %s as it is', (_, before, after) => {
    const cwd = makeProject({});
    writeFileSync(join(cwd, 'package.json'), before);
    expect(graceful(cwd, ['init', '--helper', 'h.mjs']).code).toBe(0);
    expect(read(cwd, 'package.json')).toBe(after);
  });

  it.each([
    [['--helper', 'a.mjs', 'b.mjs'], 'one path is enough: a.mjs, b.mjs'],
    [['--helper', 'stop.cjs'], 'stop.cjs: the helper is an ES module; its name must end in .ts, .mts, .js, .mjs'],
    [['--helper', '../stop.mjs'], '../stop.mjs is outside '],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = graceful(makeProject({ 'package.json': '{}' }), ['init', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^graceful: .*\n$/);
    expect(stderr).toContain(message);
  });

  it('needs a package.json', () => {
    const cwd = makeProject({});
    expect(graceful(cwd, ['init', '--helper'])).toMatchObject({
      code: 2,
      stderr: `graceful: no package.json in ${cwd} or above it\n`,
    });
    expect(graceful(cwd, ['init']).code).toBe(2);
  });
});
