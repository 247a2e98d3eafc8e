import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Resolver } from '../../src/project/resolver.ts';
import { listProject } from '../../src/project/walk-files.ts';
import { makeProject } from '../support/temporary-project.ts';

type Files = Readonly<Record<string, string | object>>;

function makeResolver(files: Files): Resolver {
  const root = writeProject(files);
  return new Resolver(root, listProject(root));
}

function writeProject(files: Files): string {
  const texts = Object.entries(files).map(([file, text]) => [file, toText(text)]);
  return makeProject(Object.fromEntries(texts) as Record<string, string>);
}

function toText(text: string | object): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

function options(compilerOptions: object, base?: string | readonly string[]): object {
  return { extends: base, compilerOptions };
}

const APP = { paths: { '@app/*': ['./src/*'] } };
const SOURCE = { 'src/a.ts': '' };

describe('extends', () => {
  it.each<[string, Files, string | null]>([
    [
      'over two files',
      {
        'tsconfig.json': { extends: './tsconfig.mid.json' },
        'tsconfig.mid.json': { extends: './tsconfig.base.json' },
        'tsconfig.base.json': options(APP),
      },
      'src/a.ts',
    ],
    ['without .json', { 'tsconfig.json': { extends: './base' }, 'base.json': options(APP) }, 'src/a.ts'],
    [
      'a file of any name in a folder beside it',
      {
        'tsconfig.json': { extends: './config/strict.json' },
        'config/strict.json': options({ paths: { '@app/*': ['../src/*'] } }),
      },
      'src/a.ts',
    ],
    [
      'several files, of which the last wins',
      {
        'tsconfig.json': { extends: ['./one.json', './two.json'] },
        'one.json': options({ paths: { '@app/*': ['./other/*'] } }),
        'two.json': options(APP),
        'other/a.ts': '',
      },
      'src/a.ts',
    ],
    [
      'own paths over inherited ones, which go whole',
      { 'tsconfig.json': options({ paths: { '~/*': ['./src/*'] } }, './base.json'), 'base.json': options(APP) },
      null,
    ],
    [
      'own baseUrl for inherited paths',
      {
        'tsconfig.json': options({ baseUrl: './app' }, './base.json'),
        'base.json': options({ paths: { '@app/*': ['./*'] } }),
        'app/a.ts': '',
      },
      'app/a.ts',
    ],
    [
      'inherited paths that name the folder of the one that extends',
      {
        'tsconfig.json': { extends: './config/base.json' },
        'config/base.json': options({ paths: { '@app/*': ['${configDir}/src/*'] } }),
        'config/src/a.ts': '',
      },
      'src/a.ts',
    ],
    [
      'a broken or missing file beside a good one',
      {
        'tsconfig.json': { extends: ['./gone.json', './base.json', './bad.json', 7] },
        'base.json': options(APP),
        'bad.json': '{',
      },
      'src/a.ts',
    ],
    ['itself', { 'tsconfig.json': options(APP, './tsconfig.json') }, 'src/a.ts'],
    [
      'a ring',
      {
        'tsconfig.json': { extends: './b.json' },
        'b.json': options(APP, './c.json'),
        'c.json': { extends: './tsconfig.json' },
      },
      'src/a.ts',
    ],
    [
      'a package that is not installed',
      { 'tsconfig.json': options(APP, '@tsconfig/node20/tsconfig.json') },
      'src/a.ts',
    ],
    [
      'a file in node_modules',
      {
        'tsconfig.json': { extends: 'base/tsconfig.json' },
        'node_modules/base/tsconfig.json': options({ paths: { '@app/*': ['../../src/*'] } }),
      },
      null,
    ],
  ])('%s', (_, files, target) => {
    expect(makeResolver({ ...SOURCE, ...files }).resolveModule('main.ts', '@app/a').target).toBe(target);
  });

  it.each<[string, string, Files]>([
    ['by a file', '@acme/tsconfig/base.json', { 'package.json': { name: '@acme/tsconfig' } }],
    ['without .json', '@acme/tsconfig/base', { 'package.json': { name: '@acme/tsconfig' } }],
    [
      'by its exports',
      '@acme/tsconfig/strict',
      { 'package.json': { name: '@acme/tsconfig', exports: { './strict': './base.json' } } },
    ],
    ['by its manifest', '@acme/tsconfig', { 'package.json': { name: '@acme/tsconfig', tsconfig: 'base.json' } }],
    [
      'by the usual name',
      '@acme/tsconfig',
      { 'package.json': { name: '@acme/tsconfig' }, 'tsconfig.json': { extends: './base' } },
    ],
  ])('a package of the workspace %s', (_, base, files) => {
    const config = Object.entries(files).map(([file, text]): [string, string | object] => [`config/${file}`, text]);
    const resolver = makeResolver({
      ...Object.fromEntries(config),
      'config/base.json': options({
        outDir: '${configDir}/dist',
        rootDir: '${configDir}/src',
        paths: { '@/*': ['${configDir}/src/*'] },
      }),
      'apps/shop/tsconfig.json': { extends: base },
      'apps/shop/src/w.ts': '',
    });
    expect(resolver.resolveModule('apps/shop/src/main.ts', '@/w').target).toBe('apps/shop/src/w.ts');
    expect(resolver.resolveValue('apps/shop/bin.js', './dist/w.js', false).target).toBe('apps/shop/src/w.ts');
  });

  it('goes nowhere outside of the root', () => {
    const outside = writeProject({ 'base.json': options({ paths: { '@app/*': ['./src/*'] } }), 'src/a.ts': '' });
    const name = path.basename(outside);
    const root = writeProject({
      ...SOURCE,
      'tsconfig.json': { extends: [`../${name}/base.json`, `${outside}/base.json`, './link.json'] },
    });
    symlinkSync(path.join(outside, 'base.json'), path.join(root, 'link.json'));
    expect(new Resolver(root, listProject(root)).resolveModule('main.ts', '@app/a').target).toBe(null);
  });

  it('is quick where many files extend many', () => {
    const files = Array.from({ length: 60 }, (_, i): [string, object] => [
      `${i}.json`,
      i === 59 ? options(APP) : { extends: [`./${i + 1}.json`, `./${Math.min(i + 2, 59)}.json`] },
    ]);
    const resolver = makeResolver({
      ...SOURCE,
      ...Object.fromEntries(files),
      'tsconfig.json': { extends: './0.json' },
    });
    expect(resolver.resolveModule('main.ts', '@app/a').target).toBe('src/a.ts');
  });

  it('sees that a file changes which only others name', () => {
    const root = writeProject({ ...SOURCE, 'tsconfig.json': { extends: './base.json' } });
    const resolver = new Resolver(root, listProject(root));
    expect(resolver.resolveModule('main.ts', '@app/a').target).toBe(null);
    expect(resolver.isCurrent()).toBe(true);
    writeFileSync(path.join(root, 'base.json'), toText(options(APP)));
    expect(resolver.isCurrent()).toBe(false);
  });
});

describe('which file of a folder', () => {
  it('the usual name first, then those beside it', () => {
    const resolver = makeResolver({
      'tsconfig.json': options({ paths: { '@/*': ['./src/*'] } }),
      'tsconfig.app.json': options({ paths: { '@/*': ['./other/*'], '~/*': ['./src/*'] } }),
      'src/a.ts': '',
      'other/a.ts': '',
      'other/b.ts': '',
    });
    expect(['@/a', '@/b', '~/a'].map((name) => resolver.resolveModule('src/main.ts', name).target)).toEqual([
      'src/a.ts',
      'other/b.ts',
      'src/a.ts',
    ]);
  });

  it('the nearest folder that has one', () => {
    const resolver = makeResolver({
      'tsconfig.json': options({ paths: { '@/*': ['./src/*'] } }),
      'app/tsconfig.json': {},
      'src/a.ts': '',
    });
    expect(resolver.resolveModule('lib/deep/main.ts', '@/a').target).toBe('src/a.ts');
    expect(resolver.resolveModule('app/deep/main.ts', '@/a').target).toBe(null);
  });
});

it.each([
  [
    'comments and commas',
    '{ // "//" \n "compilerOptions": { /* , */ "paths": { "@app/*": ["./src/*", /* // */], }, }, }',
  ],
  ['a mark of the byte order', `\ufeff${toText(options(APP))}`],
  ['"//" inside a string', '{ "compilerOptions": { "paths": { "//": ["/*"], "@app/*": ["./src/*"], } } }'],
])('reads %s', (_, text) => {
  expect(makeResolver({ ...SOURCE, 'tsconfig.json': text }).resolveModule('main.ts', '@app/a').target).toBe('src/a.ts');
});

it.each([
  '',
  '{',
  '[]',
  'null',
  '"x"',
  '{ "compilerOptions": 1 }',
  '{ "extends": {} }',
  '{ "compilerOptions": { "paths": [1], "outDir": [] } }',
  '{"a": /*',
  '({ a: b() })',
  '{,}',
])('survives %s', (text) => {
  expect(makeResolver({ ...SOURCE, 'tsconfig.json': text }).resolveModule('main.ts', '@app/a').target).toBe(null);
});
