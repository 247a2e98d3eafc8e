import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('the rules that graceful lint runs', () => {
  useCli();

  it.each<[string, string[], string[]]>([
    ['those of the preset', [], ['error no-abrupt-terminate', 'error prefer-interruptible-wait']],
    ['the one that is named', ['--rule', 'no-abrupt-terminate'], ['error no-abrupt-terminate']],
    ['it, by its full name', ['--rule=graceful/no-abrupt-terminate'], ['error no-abrupt-terminate']],
    ['all but one', ['--rule', 'no-abrupt-terminate=off'], ['error prefer-interruptible-wait']],
    [
      'one as a warning',
      ['--rule', 'no-abrupt-terminate=warn'],
      ['warning no-abrupt-terminate', 'error prefer-interruptible-wait'],
    ],
    [
      'no warnings when it is to be quiet',
      ['--quiet', '--rule', 'no-abrupt-terminate=warn'],
      ['error prefer-interruptible-wait'],
    ],
  ])('are %s', (_, args, expected) => {
    const cwd = makeProject({ 'a.js': SAMPLES.kill, 'b.js': SAMPLES.sleep });
    expect(listFindings(cwd, args)).toEqual(expected);
  });

  it('count as warnings when they are quiet', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.kill });
    const args = ['lint', '--quiet', '--rule', 'no-abrupt-terminate=warn', '--max-warnings', '0'];
    expect(graceful(cwd, args)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'graceful: 1 warning, more than --max-warnings 0\ngraceful: 1 file, no findings\n',
    });
  });

  it.each([
    [
      'no-abrupt-terminat',
      'there is no rule "no-abrupt-terminat"\nDid you mean no-abrupt-terminate? All of them: graceful rules',
    ],
    ['semi', 'there is no rule "semi"\nAll of them: graceful rules'],
    ['no-sigkill=loud', '--rule takes the levels off, warn and error, not "loud"'],
  ])('have to be there: %s', (rule, message) => {
    expect(graceful(makeProject({ 'a.js': '' }), ['lint', '--rule', rule])).toEqual({
      code: 2,
      stdout: '',
      stderr: `graceful: ${message}\n`,
    });
  });

  it('are the same in the map', () => {
    const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.kill });
    const draw = (...args: string[]): string => graceful(cwd, ['map', ...args]).stdout;
    expect(draw()).toContain('no-abrupt-terminate');
    expect(draw('--rule', 'no-abrupt-terminate=off')).not.toContain('no-abrupt-terminate');
  });

  it('are ours: what ESLint says of its own comments is left to the project', () => {
    const text = `/* eslint-env node */\n/* global a: maybe */\n/* eslint semi: [ */\n${SAMPLES.kill}`;
    expect(listFindings(makeProject({ 'a.js': text }), [])).toEqual(['error no-abrupt-terminate']);
  });
});

describe('the files that graceful lint leaves out', () => {
  useCli();

  const FILES = {
    'package.json': '{}',
    'a.js': SAMPLES.kill,
    'a.test.js': SAMPLES.kill,
    'src/generated/b.js': SAMPLES.kill,
    'out/c.js': SAMPLES.kill,
    'out/kept.js': SAMPLES.kill,
  };

  it.each<[string[], string[]]>([
    [['src/generated'], ['a.js', 'a.test.js', 'out/c.js', 'out/kept.js']],
    [
      ['*.test.js', 'generated/'],
      ['a.js', 'out/c.js', 'out/kept.js'],
    ],
    [
      ['out/c.*', './src'],
      ['a.js', 'a.test.js', 'out/kept.js'],
    ],
  ])('are those of --ignore %j', (patterns, expected) => {
    const args = patterns.flatMap((pattern) => ['--ignore', pattern]);
    expect(listLinted(makeProject(FILES), args)).toEqual(expected);
  });

  it('are those that git ignores, unless they are tracked or named', () => {
    const cwd = makeProject({ ...FILES, '.gitignore': 'out\n', 'src/.gitignore': 'generated/\n' });
    execFileSync('git', ['init', '-q'], { cwd });
    execFileSync('git', ['add', '-f', 'out/kept.js'], { cwd });
    expect(listLinted(cwd, [])).toEqual(['a.js', 'a.test.js', 'out/kept.js']);
    expect(listLinted(cwd, ['out/c.js'])).toEqual(['out/c.js']);
    expect(listLinted(cwd, ['src/generated'])).toEqual(['src/generated/b.js']);
    expect(listLinted(cwd, ['--no-gitignore'])).toHaveLength(5);
  });
});

interface Result {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly severity: number; readonly message: string }[];
}

function lint(cwd: string, args: readonly string[]): Result[] {
  return JSON.parse(graceful(cwd, ['lint', '--format', 'json', ...args]).stdout) as Result[];
}

function listFindings(cwd: string, args: readonly string[]): string[] {
  return lint(cwd, args).flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, severity }) => `${severity === 2 ? 'error' : 'warning'} ${ruleId?.replace('graceful/', '')}`,
    ),
  );
}

function listLinted(cwd: string, args: readonly string[]): string[] {
  return lint(cwd, args)
    .map(({ filePath }) => filePath.slice(cwd.length + 1).replaceAll('\\', '/'))
    .sort();
}
