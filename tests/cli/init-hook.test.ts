import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, makeProject, ROOT, useCli } from '../support/cli.ts';

const BASE = { 'package.json': '{\n  "type": "module"\n}\n', 'eslint.config.js': 'export default [];\n' };
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

describe('graceful init --hook and --ci', () => {
  useCli();
  const read = (cwd: string, file: string) => readFileSync(join(cwd, file), 'utf8');
  const readJson = (cwd: string) => JSON.parse(read(cwd, 'package.json')) as Record<string, unknown>;
  /** What it says the first time; the second time it must change nothing. */
  const runTwice = (cwd: string, files: readonly string[], ...args: string[]): string => {
    const first = graceful(cwd, ['init', ...args]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const texts = files.map((file) => read(cwd, file));
    const again = graceful(cwd, ['init', ...args]);
    expect(again.code).toBe(0);
    expect(again.stdout).not.toMatch(/^(?:Added|Wrote|Set|Overwrote) /m);
    expect(files.map((file) => read(cwd, file))).toEqual(texts);
    return first.stdout;
  };

  it('husky with lint-staged', () => {
    const cwd = makeProject({ ...BASE, 'package-lock.json': '' });
    const said = runTwice(cwd, ['package.json', '.husky/pre-commit'], '--hook', 'husky');
    expect(read(cwd, '.husky/pre-commit')).toBe('npx lint-staged\n');
    expect(readJson(cwd)).toEqual({
      type: 'module',
      'lint-staged': { '*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}': 'eslint --fix --max-warnings 0 --no-warn-ignored' },
      scripts: { prepare: 'husky' },
    });
    expect(said).toContain(
      'Then run: npm install --save-dev eslint eslint-plugin-graceful lint-staged@16 husky\nThen run: npx husky\n',
    );
  });

  it('husky beside other hooks and scripts', () => {
    const scripts = '{ "prepare": "npm run build && husky", "test": "x" }';
    const cwd = makeProject({
      ...BASE,
      'package.json': `{ "scripts": ${scripts} }\n`,
      '.husky/pre-commit': 'npm test',
    });
    runTwice(cwd, ['package.json', '.husky/pre-commit'], '--hook', 'husky');
    expect(read(cwd, '.husky/pre-commit')).toBe('npm test\nnpx lint-staged\n');
    expect(readJson(cwd)).toMatchObject({ scripts: JSON.parse(scripts) as unknown });
  });

  it('leaves a script of another kind to the user', () => {
    const cwd = makeProject({ ...BASE, 'package.json': '{ "scripts": { "prepare": "tsc" } }\n' });
    const { code, stdout } = graceful(cwd, ['init', '--hook', 'husky']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'Add this by hand to "prepare" in scripts of package.json, which does something else:\n\n  husky\n',
    );
    expect(readJson(cwd)).toMatchObject({ scripts: { prepare: 'tsc' } });
  });

  it('simple-git-hooks, by the command of the package manager', () => {
    const cwd = makeProject({ ...BASE, 'pnpm-lock.yaml': '' });
    runTwice(cwd, ['package.json'], '--hook', 'simple-git-hooks');
    expect(readJson(cwd)).toMatchObject({ 'simple-git-hooks': { 'pre-commit': 'pnpm exec lint-staged' } });
  });

  it('lint-staged with a config of its own', () => {
    const cwd = makeProject({ ...BASE, '.lintstagedrc.json': '{ "*.css": "stylelint" }' });
    const { code, stdout } = graceful(cwd, ['init', '--hook', 'simple-git-hooks']);
    expect(code).toBe(1);
    expect(stdout).toContain('Add this by hand to .lintstagedrc.json');
    expect(readJson(cwd)).not.toHaveProperty('lint-staged');
  });

  it('lefthook', () => {
    const cwd = makeProject(BASE);
    expect(runTwice(cwd, ['lefthook.yml'], '--hook', 'lefthook')).toContain('Then run: npx lefthook install\n');
    expect(read(cwd, 'lefthook.yml')).toBe(
      [
        'pre-commit:',
        '  commands:',
        '    graceful:',
        "      glob: '*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'",
        '      run: npx eslint --fix --max-warnings 0 --no-warn-ignored {staged_files}',
        '      stage_fixed: true',
        '',
      ].join('\n'),
    );
    const other = makeProject({ ...BASE, 'lefthook.yml': 'pre-push: {}\n' });
    expect(graceful(other, ['init', '--hook', 'lefthook'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Add this by hand to lefthook.yml:\n\n  pre-commit:\n'),
    });
    expect(read(other, 'lefthook.yml')).toBe('pre-push: {}\n');
  });

  it.each([
    [undefined, 'repos:\n'],
    ['repos:\n- repo: local\n  hooks: []\n', 'repos:\n- repo: local\n  hooks: []\n'],
    [
      'fail_fast: true\nrepos:\n    - repo: local\n      hooks: []',
      'fail_fast: true\nrepos:\n    - repo: local\n      hooks: []\n',
    ],
  ])('pre-commit after %j', (before, head) => {
    const cwd = makeProject({ ...BASE, ...(before === undefined ? {} : { '.pre-commit-config.yaml': before }) });
    runTwice(cwd, ['.pre-commit-config.yaml'], '--hook', 'pre-commit');
    const indent = before === undefined ? '  ' : (/^( *)- repo/m.exec(before)?.[1] ?? '');
    expect(read(cwd, '.pre-commit-config.yaml')).toBe(
      [
        `${head}${indent}- repo: https://github.com/eslint-plugin-graceful/eslint-plugin-graceful`,
        `${indent}  rev: v${version}`,
        `${indent}  hooks:`,
        `${indent}    - id: graceful-system`,
        `${indent}      args: [--fix]`,
        '',
      ].join('\n'),
    );
  });

  it('pre-commit with repos that are not at the end', () => {
    const text = 'repos:\n  - repo: local\n    hooks: []\nexclude: dist\n';
    const cwd = makeProject({ ...BASE, '.pre-commit-config.yaml': text });
    expect(graceful(cwd, ['init', '--hook', 'pre-commit']).code).toBe(1);
    expect(read(cwd, '.pre-commit-config.yaml')).toBe(text);
  });

  it.each([
    [
      'github',
      '.github/workflows/graceful.yml',
      { 'package-lock.json': '' },
      ['- run: npm ci\n', '- run: npx graceful lint --format github '],
    ],
    [
      'gitlab',
      '.gitlab-ci.yml',
      { 'pnpm-lock.yaml': '' },
      ['- corepack enable && pnpm install --frozen-lockfile\n', '- pnpm exec graceful lint --report gitlab='],
    ],
    ['github', '.github/workflows/graceful.yml', { 'yarn.lock': '' }, ['- run: yarn install --frozen-lockfile\n']],
    [
      'github',
      '.github/workflows/graceful.yml',
      { 'yarn.lock': '', '.yarnrc.yml': '' },
      ['yarn install --immutable\n'],
    ],
  ])('%s gets its job in %s', (service, file, files, lines) => {
    const cwd = makeProject({ ...BASE, ...(files as Record<string, string>) });
    expect(runTwice(cwd, [file], '--ci', service)).toContain(`Wrote ${file}\n`);
    for (const line of lines) expect(read(cwd, file)).toContain(line);
  });

  it.each(['github', 'gitlab'])('%s gets the job that the page shows', (service) => {
    const file = service === 'github' ? '.github/workflows/graceful.yml' : '.gitlab-ci.yml';
    const cwd = makeProject({ ...BASE, 'package-lock.json': '' });
    graceful(cwd, ['init', '--ci', service]);
    expect(read(ROOT, 'rules-docs/ci.md')).toContain(`\n${read(cwd, file)}\`\`\``);
    const strict = makeProject({ ...BASE, 'package-lock.json': '' });
    graceful(strict, ['init', '--ci', service, '--preset', 'strict']);
    expect(read(strict, file)).toContain('npx graceful lint --preset strict --');
  });

  it('oxlint is its own gate: it needs no ESLint', () => {
    const cwd = makeProject({ 'package.json': '{}', '.oxlintrc.json': '{}' });
    graceful(cwd, ['init', '--ci', 'github']);
    expect(read(cwd, '.github/workflows/graceful.yml')).toContain(
      '- run: npx oxlint --deny-warnings --format=github\n',
    );
  });

  it('lints the components of a framework that is there', () => {
    const manifest = JSON.stringify({ ...(JSON.parse(BASE['package.json']) as object), dependencies: { nuxt: '4' } });
    const cwd = makeProject({ ...BASE, 'package.json': manifest });
    graceful(cwd, ['init', '--hook', 'lefthook']);
    expect(read(cwd, 'lefthook.yml')).toContain("glob: '*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue}'");
  });

  it('does not touch a pipeline that is there', () => {
    const cwd = makeProject({ ...BASE, '.gitlab-ci.yml': 'test:\n  script: npm test\n' });
    const { code, stdout } = graceful(cwd, ['init', '--ci', 'gitlab']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'Add this by hand to .gitlab-ci.yml, which is there already:\n\n  graceful:\n    image: node:22\n',
    );
    expect(read(cwd, '.gitlab-ci.yml')).toBe('test:\n  script: npm test\n');
  });

  it.each([
    [['--hook', 'git'], '--hook takes one of husky, lefthook, simple-git-hooks, pre-commit, not "git"'],
    [['--ci', 'x'], '--ci takes one of github, gitlab, not "x"'],
    [['--preset', 'x'], '--preset takes one of recommended, strict, all, not "x"'],
    [['src'], 'a path goes with --helper: src'],
  ])('refuses %j', (args, message) => {
    const cwd = makeProject(BASE);
    expect(graceful(cwd, ['init', ...args])).toEqual({ code: 2, stdout: '', stderr: `graceful: ${message}\n` });
    expect(read(cwd, 'eslint.config.js')).toBe(BASE['eslint.config.js']);
  });
});
