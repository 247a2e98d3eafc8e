import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeProject, ROOT, SAMPLES, useCli } from '../support/cli.ts';
import { cachePackages, npmInstall, packTarball } from '../support/packages.ts';

const FILES = {
  'package.json': '{ "name": "app", "type": "module", "private": true }\n',
  'eslint.config.js':
    "import graceful from 'eslint-plugin-graceful';\nexport default [graceful.configs.recommended];\n",
  'a.js': SAMPLES.kill,
};
const ESLINT = 'eslint@10.15.0';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** Package managers as packages of npm, so that the tests need nothing but Node. */
const MANAGERS = {
  npm: { files: {}, program: null, add: ['install', '--save-dev', '--no-audit', '--no-fund'], exec: ['exec', '--'] },
  pnpm: { files: {}, program: ['pnpm@10', 'pnpm/bin/pnpm.cjs'], add: ['add', '--save-dev'], exec: ['exec'] },
  'yarn 1': {
    files: {},
    program: ['yarn@1', 'yarn/bin/yarn.js'],
    add: ['add', '--dev', '--silent'],
    exec: ['run', '--silent'],
  },
  'yarn 4': {
    files: { 'yarn.lock': '' },
    program: ['@yarnpkg/cli-dist@4', '@yarnpkg/cli-dist/bin/yarn.js'],
    add: ['add', '--dev'],
    exec: ['run'],
  },
} as const;

let tarball: string;

describe('the packed package, installed', () => {
  useCli();
  beforeAll(() => {
    tarball = packTarball();
  });

  it.each(Object.entries(MANAGERS))('by %s: ESLint finds the kill, and the command runs', (_, manager) => {
    const cwd = makeProject({ ...FILES, ...manager.files });
    const run = (...args: string[]) => {
      const own = manager.program && [join(cachePackages(manager.program[0]), manager.program[1])];
      return spawnSync(own ? process.execPath : 'npm', [...(own ?? []), ...args], {
        cwd,
        encoding: 'utf8',
        env: getEnv(),
      });
    };
    const added = run(...manager.add, ESLINT, `eslint-plugin-graceful@file:${tarball}`);
    expect(added.status, added.stdout + added.stderr).toBe(0);
    const linted = run(...manager.exec, 'eslint', '.');
    expect(linted.stdout).toContain('graceful/no-abrupt-terminate');
    expect(linted.status).toBe(1);
    expect(run(...manager.exec, 'graceful', '--version').stdout.trim()).toBe(version);
    expect(run(...manager.exec, 'graceful', 'lint', 'a.js').status).toBe(1);
  });

  it('beside oxlint alone brings no ESLint', () => {
    const cwd = makeProject({ 'package.json': '{ "private": true }\n', 'a.mjs': SAMPLES.kill });
    npmInstall(cwd, 'oxlint@1.94.0', tarball);
    expect(existsSync(join(cwd, 'node_modules/eslint'))).toBe(false);
    const bin = (name: string, ...args: string[]) =>
      spawnSync(join(cwd, 'node_modules/.bin', name), args, { cwd, encoding: 'utf8' });
    expect(bin('graceful', 'init').stdout).toBe('Wrote .oxlintrc.json with the recommended preset\n');
    expect(bin('oxlint', 'a.mjs')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('graceful(no-abrupt-terminate)'),
    });
  });
});

/** A manager's caches stay where they are; what started the tests must not steer it. */
function getEnv(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?!config_registry)|^(?:INIT_CWD|CI|NODE_ENV)$/i.test(name),
  );
  return {
    ...Object.fromEntries(own),
    YARN_ENABLE_TELEMETRY: '0',
    YARN_NPM_REGISTRY_SERVER: getRegistry(),
    COREPACK_ENABLE_STRICT: '0',
  };
}

let registry: string | undefined;

/** Yarn 4 does not read npm's configuration. */
function getRegistry(): string {
  registry ??= spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
  return registry;
}
