import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, install, makeProject, ROOT, SAMPLES, useCli } from '../support/cli.ts';
import { cachePackages, linkPackages } from '../support/packages.ts';

const FIXED = 'await sleep(5000, undefined, { signal })';
const MODULE = '{\n  "type": "module"\n}\n';
const CONFIG = 'export default [\n  {},\n];\n';
/** The newest that run on each Node that we support. */
const TOOLS = ['eslint@10.15.0', 'husky@9', 'lint-staged@16.4.0', 'lefthook@2', 'simple-git-hooks@2'];

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
if (!hasPreCommit)
  console.log(
    'pre-commit is not installed: only the commands of its hooks are tested, by tests/cli/pre-commit.test.ts.',
  );

describe('hooks that graceful init sets up, by real commits', () => {
  useCli();

  it.each(['husky', 'simple-git-hooks', 'lefthook'])('%s stops a kill, fixes and stages what can be fixed', (hook) => {
    const cwd = makeRepository();
    setUp(cwd, hook);
    write(cwd, 'a.js', SAMPLES.kill);
    const stopped = commit(cwd, 'a kill');
    expect(stopped).toMatchObject({ code: 1, commits: 1 });
    expect(stopped.output).toContain('graceful/no-abrupt-terminate');

    git(cwd, 'rm', '-q', '--cached', 'a.js');
    write(cwd, 'b.js', SAMPLES.sleep);
    write(cwd, 'c.md', 'Not code.\n');
    expect(commit(cwd, 'a sleep', 'b.js', 'c.md')).toMatchObject({ code: 0, commits: 2 });
    expect(git(cwd, 'show', 'HEAD:b.js')).toContain(FIXED);
    expect(git(cwd, 'status', '--porcelain', 'b.js')).toBe('');

    write(cwd, 'd.js', SAMPLES.clean);
    expect(commit(cwd, 'clean', 'd.js')).toMatchObject({ code: 0, commits: 3 });
  });

  if (hasPreCommit || process.env['CI']) {
    it('pre-commit, with the project’s own ESLint', () => {
      const cwd = makeRepository();
      setUp(cwd, 'pre-commit', (file) => pointAt(file, makePluginRepository()));
      checkPreCommit(cwd);
    });

    it('pre-commit, with an ESLint of the hook and no config', () => {
      const cwd = makeProject({ 'package.json': MODULE });
      git(cwd, 'init', '-q');
      const { folder, rev } = makePluginRepository();
      write(
        cwd,
        '.pre-commit-config.yaml',
        `repos:\n  - repo: ${folder}\n    rev: ${rev}\n    hooks:\n      - id: graceful\n        args: [--fix]\n`,
      );
      run(cwd, 'pre-commit', 'install');
      const first = commit(cwd, 'set up');
      expect(first, first.output).toMatchObject({ code: 0, commits: 1 });
      checkPreCommit(cwd);
    });
  }
});

/** pre-commit stages nothing: it stops a commit whose files it has changed. */
function checkPreCommit(cwd: string): void {
  write(cwd, 'a.js', SAMPLES.kill);
  const stopped = commit(cwd, 'a kill');
  expect(stopped, stopped.output).toMatchObject({ code: 1, commits: 1 });
  expect(stopped.output).toContain('graceful/no-abrupt-terminate');
  git(cwd, 'rm', '-q', '-f', '--cached', 'a.js');
  write(cwd, 'b.mts', SAMPLES.clean);
  write(cwd, 'b.js', SAMPLES.sleep);
  const changed = commit(cwd, 'a sleep', 'b.js');
  expect(changed, changed.output).toMatchObject({ code: 1, commits: 1 });
  expect(changed.output).toContain('files were modified by this hook');
  expect(readFileSync(join(cwd, 'b.js'), 'utf8')).toContain(FIXED);
  expect(commit(cwd, 'again', 'b.js')).toMatchObject({ code: 0, commits: 2 });
}

/** A repository with ESLint, the tools and this package installed, and no commit yet. */
function makeRepository(): string {
  const cwd = makeProject({ 'package.json': MODULE, 'eslint.config.js': CONFIG, '.gitignore': 'node_modules\n' });
  const modules = cachePackages(...TOOLS);
  install(cwd);
  linkPackages(cwd, modules);
  symlinkSync(join(modules, '.bin'), join(cwd, 'node_modules/.bin'));
  git(cwd, 'init', '-q');
  return cwd;
}

/** `graceful init --hook`, the commands that it then names, and a first commit. */
function setUp(cwd: string, hook: string, change?: (file: string) => void): void {
  const { code, stdout, stderr } = graceful(cwd, ['init', '--hook', hook]);
  expect(code, stdout + stderr).toBe(0);
  change?.(join(cwd, '.pre-commit-config.yaml'));
  const commands = [...stdout.matchAll(/^Then run: (.*)$/gm)].map(([, command = '']) => command);
  expect(commands.filter((command) => command.startsWith('npm '))).toEqual([]);
  for (const command of commands) run(cwd, ...(command.split(' ') as [string, ...string[]]));
  const first = commit(cwd, 'set up');
  expect(first, first.output).toMatchObject({ code: 0, commits: 1 });
}

let plugin: { folder: string; rev: string } | undefined;

/** The working tree as a repository, which pre-commit can clone and build. */
function makePluginRepository(): { folder: string; rev: string } {
  if (plugin) return plugin;
  const folder = makeProject({});
  const files = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const file of files.filter((name) => name !== '' && !name.startsWith('tests/'))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'plugin');
  plugin = { folder, rev: git(folder, 'rev-parse', 'HEAD').trim() };
  return plugin;
}

function pointAt(file: string, { folder, rev }: { folder: string; rev: string }): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/repo: https:.*/, `repo: ${folder}`).replace(/rev: .*/, `rev: ${rev}`));
}

function write(cwd: string, file: string, text: string): void {
  rmSync(join(cwd, file), { force: true });
  writeFileSync(join(cwd, file), text);
}

function commit(
  cwd: string,
  message: string,
  ...files: string[]
): { code: number | null; output: string; commits: number } {
  git(cwd, 'add', ...(files.length > 0 ? files : ['.']));
  const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', message], {
    cwd,
    encoding: 'utf8',
    env: getEnv(),
  });
  const log = spawnSync('git', ['rev-list', '--count', 'HEAD'], { cwd, encoding: 'utf8' }).stdout;
  return { code: status, output: stdout + stderr, commits: Number(log) };
}

function git(cwd: string, ...args: string[]): string {
  return run(cwd, 'git', ...args);
}

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', env: getEnv() });
}

/** Without the settings of whoever runs the tests, and without the variables of a hook that the tests may run in. */
function getEnv(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:GIT_|HUSKY|LEFTHOOK|PRE_COMMIT|CI$|NODE_ENV|VITEST|NODE_OPTIONS)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.invalid',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.invalid',
    PRE_COMMIT_HOME: join(ROOT, 'node_modules/.cache/graceful-pre-commit'),
  };
}
