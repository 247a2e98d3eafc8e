import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getSettings } from '../../src/kit/settings.ts';
import type { WorkerIndex } from '../../src/source/project-view.ts';
import { getIndexOf } from '../../src/summaries/index.ts';
import { indexProject, listStarts, makeProject, writeFiles } from '../support/temporary-project.ts';

const SETTINGS = getSettings(undefined);
const CLOCK = performance.now.bind(performance);
const start = (specifier: string): string => `new Worker(new URL('${specifier}', import.meta.url));\n`;

/** `a.js 0`, `b.js 1 < a.js`, sorted; with `shared` behind it. */
function listWorkers(index: WorkerIndex): string[] {
  return [...index.workers()]
    .map((w) => `${w.file} ${w.depth}${w.importedBy ? ` < ${w.importedBy}` : ''}${w.isShared ? ' shared' : ''}`)
    .sort();
}

describe('what runs inside a worker', () => {
  it('the started file and what it loads, however it does', () => {
    const index = indexProject({
      'main.js': start('./w.js'),
      'w.js':
        "import a from './a.js';\nimport './b.js';\nexport { c } from './c.js';\nexport * from './d.js';\nconst e = require('./e');\nconst f = await import('./f.js');\nimportScripts('g.js', './h.js');\nimport i = require('./i');",
      'a.js': '',
      'b.js': '',
      'c.js': '',
      'd.js': '',
      'e.js': '',
      'f.js': '',
      'g.js': '',
      'h.js': '',
      'i.ts': '',
    });
    expect(
      listWorkers(index)
        .map((line) => line[0])
        .join(''),
    ).toBe('abcdefhiw');
  });

  it('through several files, with the way there', () => {
    const index = indexProject({
      'main.js': start('./w.js'),
      'w.js': "import './a.js';",
      'a.js': "import './b.js';",
      'b.js': "import './w.js';",
    });
    expect(listWorkers(index)).toEqual(['a.js 1 < w.js', 'b.js 2 < a.js', 'w.js 0']);
    expect(index.findWorker(path.join(index.root, 'b.js'))?.starts[0]?.place).toEqual({ file: 'main.js', line: 1 });
  });

  it('no types, no other workers, no packages, no comments', () => {
    const index = indexProject({
      'main.js': start('./w.ts'),
      'w.ts':
        "import type { A } from './a';\nimport { type B } from './b';\nimport { C } from './c';\nexport type { D } from './d';\nimport E from './e?worker';\nimport 'lodash';\n// import './f';\nconst s = \"import './f'\";",
      'a.ts': '',
      'b.ts': '',
      'c.ts': 'export interface C {}',
      'd.ts': '',
      'e.ts': '',
      'f.ts': '',
      'lodash.ts': '',
    });
    expect(listWorkers(index)).toEqual(['e.ts 0', 'w.ts 0']);
  });

  it('a file that other code loads too is shared, and so is what that loads', () => {
    const index = indexProject({
      'main.js': `import './a.js';\n${start('./w.js')}`,
      'w.js': "import './a.js';\nimport './c.js';\nimport './d.js';",
      'a.js': "import './b.js';",
      'b.js': '',
      'c.js': '',
      'd.js': '',
      'types.ts': "import type { C } from './c.js';",
      'c.test.js': "import './c.js';",
      'test/d.js': "import '../d.js';",
    });
    expect(listWorkers(index)).toEqual([
      'a.js 1 < w.js shared',
      'b.js 2 < a.js shared',
      'c.js 1 < w.js',
      'd.js 1 < w.js',
      'w.js 0',
    ]);
  });
});

describe('how a module is found', () => {
  const find = (specifier: string, files: Readonly<Record<string, string>>, owner = 'src/w.ts'): string[] => {
    const index = indexProject({ [owner]: `import '${specifier}';`, 'main.js': start(`./${owner}`), ...files });
    return [...index.workers()].map(({ file }) => file).filter((file) => file !== owner);
  };

  it.each([
    ['a TypeScript file by its compiled name', './a.js', { 'src/a.ts': '' }, 'src/a.ts'],
    ['the file itself before that', './a.js', { 'src/a.ts': '', 'src/a.js': '' }, 'src/a.js'],
    ['.mjs', './a.mjs', { 'src/a.mts': '' }, 'src/a.mts'],
    ['an index', './a', { 'src/a/index.tsx': '' }, 'src/a/index.tsx'],
    ['a name with a dot', './a.worker', { 'src/a.worker.ts': '' }, 'src/a.worker.ts'],
    ["a folder's package", '../lib', { 'lib/package.json': '{ "main": "./go.js" }', 'lib/go.js': '' }, 'lib/go.js'],
    [
      'paths',
      '@app/a',
      { 'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }', 'src/a.ts': '' },
      'src/a.ts',
    ],
    [
      'baseUrl',
      'lib/a',
      { 'tsconfig.json': '// a\n{ "compilerOptions": { /* b */ "baseUrl": "./src", }, }', 'src/lib/a.ts': '' },
      'src/lib/a.ts',
    ],
    [
      'extended paths',
      '~a',
      {
        'tsconfig.json': '{ "extends": "./config/tsconfig.base.json" }',
        'config/tsconfig.base.json': '{ "compilerOptions": { "baseUrl": "..", "paths": { "~*": ["src/*"] } } }',
        'src/a.ts': '',
      },
      'src/a.ts',
    ],
    [
      'imports',
      '#a/b',
      { 'package.json': '{ "imports": { "#a/*": { "types": "./x.d.ts", "default": "./src/*.js" } } }', 'src/b.ts': '' },
      'src/b.ts',
    ],
    [
      'its own name',
      'app/b',
      { 'package.json': '{ "name": "app", "exports": { "./b": ["./src/b.js"] } }', 'src/b.ts': '' },
      'src/b.ts',
    ],
    ['its own name without exports', 'app/src/b', { 'package.json': '{ "name": "app" }', 'src/b.ts': '' }, 'src/b.ts'],
    [
      'a workspace',
      '@org/tools',
      {
        'packages/tools/package.json': '{ "name": "@org/tools", "exports": { "import": "./src/index.js" } }',
        'packages/tools/src/index.ts': '',
      },
      'packages/tools/src/index.ts',
    ],
    [
      'what is not built yet',
      '../dist/a.js',
      { 'tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }', 'src/a.ts': '' },
      'src/a.ts',
    ],
  ])('%s', (_, specifier, files, target) => {
    expect(find(specifier, files)).toEqual([target]);
  });

  it.each([
    ['a package', 'lodash', {}],
    ['a file that is not there', './gone.js', {}],
    ['node_modules', '../node_modules/x/i.js', { 'node_modules/x/i.js': '' }],
    ['out of the root', '../../../../etc/x.js', {}],
    ['broken JSON', '@app/a', { 'tsconfig.json': '{ "compilerOptions": ', 'package.json': 'null', 'src/a.ts': '' }],
    ['odd JSON', '#a', { 'tsconfig.json': '[]', 'package.json': '{ "imports": { "#a": [[[null]], 3] }, "name": 7 }' }],
  ])('not %s', (_, specifier, files) => {
    expect(find(specifier, files)).toEqual([]);
  });
});

describe('any folder', () => {
  it('does not follow links to folders, nor to files outside', () => {
    const outside = makeProject({ 'w.js': '', 'main.js': start('./w.js') });
    const root = makeProject({ 'src/main.js': start('./w.js'), 'src/w.js': '' });
    symlinkSync(root, path.join(root, 'src/loop'));
    symlinkSync(path.join(outside, 'main.js'), path.join(root, 'out.js'));
    symlinkSync(path.join(root, 'gone.js'), path.join(root, 'dead.js'));
    symlinkSync(path.join(root, 'src/w.js'), path.join(root, 'in.js'));
    expect(listStarts(getIndexOf(root, SETTINGS))).toEqual(['src/main.js:1 worker web -> src/w.js (resolved)']);
  });

  it('leaves out what it cannot read', () => {
    const root = makeProject({
      'main.js': start('./w.js'),
      'w.js': '',
      'closed/a.js': start('../w.js'),
      'shut.js': start('./w.js'),
    });
    chmodSync(path.join(root, 'closed'), 0o000);
    chmodSync(path.join(root, 'shut.js'), 0o000);
    mkdirSync(path.join(root, 'folder.js'));
    expect(listStarts(getIndexOf(root, SETTINGS))).toContain('main.js:1 worker web -> w.js (resolved)');
    chmodSync(path.join(root, 'closed'), 0o700);
  });

  it('leaves out dot folders and node_modules, and takes dist', () => {
    const index = indexProject({
      '.x/a.js': start('./w.js'),
      'node_modules/b/b.js': start('./w.js'),
      'dist/c.js': start('./w.js'),
      'dist/w.js': '',
    });
    expect(index.starts.map(({ place }) => place.file)).toEqual(['dist/c.js']);
  });

  it.each([
    ['broken', `${start('./w.js')}function ( { [ \` \${ ' "`],
    ['binary', `${start('./w.js')}\0\x01\x02`],
    ['empty', ''],
    ['huge', start('./w.js') + 'a;\n'.repeat(800_000)],
    ['on one line', start('./w.js').trim() + 'a;'.repeat(400_000)],
    ['deep', `new Worker(${'('.repeat(50_000)}`],
    ['a long sum', `new Worker(${'a + '.repeat(20_000)}'./w.js')`],
    ['a ring of constants', 'const a = b + c, b = a + c, c = a + b;\nnew Worker(a);'],
    ['a lot of choices', `const x = ${'a ? "b" : '.repeat(200)}"c";\nnew Worker(x + x + x + x + x + x + x + x);`],
  ])('survives a file that is %s', (_, text) => {
    const index = indexProject({ 'odd.js': text, 'main.js': start('./w.js'), 'w.js': "import './odd.js';" });
    expect(index.starts.some(({ place }) => place.file === 'main.js')).toBe(true);
    expect(() => [...index.workers()].map((worker) => [worker.hears, worker.isShared])).not.toThrow();
  });

  it('knows nothing of a root that is not there', () => {
    expect(getIndexOf('/nowhere/at/all', SETTINGS).starts).toEqual([]);
  });
});

describe('changes', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Lets the clock of the index run ahead. */
  const wait = (ms: number): void => {
    vi.spyOn(performance, 'now').mockImplementation(() => CLOCK() + ms);
  };

  it('are seen after two seconds, not before', () => {
    const root = makeProject({ 'main.js': start('./w.js'), 'w.js': '' });
    const before = getIndexOf(root, SETTINGS);
    writeFiles(root, { 'main.js': `\n\n${start('./v.js')}`, 'v.js': '' });
    expect(getIndexOf(root, SETTINGS)).toBe(before);
    wait(3_600_000);
    expect(listStarts(getIndexOf(root, SETTINGS))).toEqual(['main.js:3 worker web -> v.js (resolved)']);
  });

  it('new and deleted files too, and what a manifest says', () => {
    const root = makeProject({ 'main.js': "new Worker(import.meta.resolve('#w'));", 'w.js': '' });
    expect(getIndexOf(root, SETTINGS).starts[0]?.target).toBe(null);
    writeFileSync(path.join(root, 'package.json'), '{ "imports": { "#w": "./w.js" } }');
    wait(3_600_000);
    expect(getIndexOf(root, SETTINGS).starts[0]?.target).toBe('w.js');
    rmSync(path.join(root, 'w.js'));
    wait(7_200_000);
    expect(getIndexOf(root, SETTINGS).starts[0]?.target).toBe(null);
  });

  it('leave the index as it is where nothing has changed', () => {
    const root = makeProject({ 'main.js': start('./w.js'), 'w.js': '' });
    const before = getIndexOf(root, SETTINGS);
    wait(3_600_000);
    expect(getIndexOf(root, SETTINGS)).toBe(before);
  });
});

describe('questions', () => {
  const FILES = { 'main.js': `\n${start('./w.js')}new Worker(big ? './w.js' : './v.js');\n`, 'w.js': '', 'v.js': '' };

  it('the start at a line, unless it may be one of several files', () => {
    const index = indexProject(FILES);
    expect(index.findTarget(path.join(index.root, 'main.js'), 2)?.target).toBe('w.js');
    expect(index.findTarget(path.join(index.root, 'main.js'), 3)).toBe(null);
    expect(index.findTarget(path.join(index.root, 'main.js'), 1)).toBe(null);
  });

  it('are answered alike in any order', () => {
    const files = {
      ...FILES,
      'a.js': start('./w.js'),
      'w.js': "import './x.js';",
      'v.js': "import './x.js';",
      'x.js': '',
    };
    const one = indexProject(files);
    const other = indexProject(Object.fromEntries(Object.entries(files).reverse()));
    for (const { file } of [...other.workers()].reverse())
      expect(other.findWorker(path.join(other.root, file))?.isOpen).toBeTypeOf('boolean');
    const describeAll = (index: WorkerIndex): unknown =>
      [...index.workers()].map(({ file, depth, importedBy, isShared, isOpen, starts }) => [
        file,
        depth,
        importedBy,
        isShared,
        isOpen,
        starts,
      ]);
    expect(describeAll(one)).toEqual(describeAll(other));
    expect(one.starts).toEqual(other.starts);
  });
});
