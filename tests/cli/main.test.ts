import { describe, expect, it } from 'vitest';
import { graceful, makeProject, useCli } from '../support/cli.ts';

const COMMANDS = 'Commands: lint, run, map, rules, explain, init. Try: graceful --help\n';

describe('graceful', () => {
  useCli();

  it('prints its help and version', () => {
    const cwd = makeProject({});
    const help = graceful(cwd, ['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('graceful lint [paths...]');
    expect(graceful(cwd, ['-v'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each(['lint', 'run', 'map', 'rules', 'explain', 'init'])('prints the help of %s', (command) => {
    const help = graceful(makeProject({}), [command, '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain(`Usage: graceful ${command}`);
  });

  it('without a command prints the help on stderr and fails', () => {
    const { code, stdout, stderr } = graceful(makeProject({}), []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage:');
  });

  it.each([
    [['lnt'], `graceful: unknown command lnt\nDid you mean lint? ${COMMANDS}`],
    [['toString'], `graceful: unknown command toString\n${COMMANDS}`],
    [['src'], `graceful: unknown command src\nDid you mean graceful lint src? ${COMMANDS}`],
    [['--fix'], `graceful: unknown option --fix\n${COMMANDS}`],
    [['--verison'], `graceful: unknown option --verison\nDid you mean --version? ${COMMANDS}`],
    [['lint', '--fixx'], "graceful: unknown option '--fixx'\nDid you mean --fix? Try: graceful lint --help\n"],
    [['lint', '--banana'], "graceful: unknown option '--banana'\nTry: graceful lint --help\n"],
    [['lint', '--format'], "graceful: option '-f, --format <value>' argument missing\nTry: graceful lint --help\n"],
    [['init', '--halp'], "graceful: unknown option '--halp'\nDid you mean --help? Try: graceful init --help\n"],
  ])('refuses %j with one line and a hint', (args, stderr) => {
    expect(graceful(makeProject({ 'src/a.js': '' }), args)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('lists the rules, and explains one', () => {
    const cwd = makeProject({});
    const list = graceful(cwd, ['rules']);
    expect(list).toMatchObject({ code: 0, stderr: '' });
    expect(list.stdout).toMatch(/^no-abrupt-terminate +recommended +FS +Disallow killing a worker/m);
    expect(list.stdout).toMatch(/^no-orphan-child +strict +/m);
    expect(graceful(cwd, ['rules', '--preset', 'recommended']).stdout).not.toContain('no-orphan-child');
    const page = graceful(cwd, ['explain', 'no-unstoppable-loop']);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toMatch(/^graceful\/no-unstoppable-loop\n\nDisallow endless loops/);
    for (const heading of ['Bad', 'Good', 'Fixes', 'When not to use it', 'Options', 'Proof'])
      expect(page.stdout).toContain(`\n\n${heading}\n\n`);
    expect(page.stdout).toContain('- Check a shared flag, stopFlag, that the owner hands over.');
    expect(Math.max(...page.stdout.split('\n').map((line) => line.length))).toBeLessThan(130);
    expect(page.stdout).toMatch(/\/blob\/v\d.*\/rules-docs\/no-unstoppable-loop\.md\n/);
  });

  it.each([
    [['explain'], 'which rule?\nAll of them: graceful rules'],
    [
      ['explain', 'no-unstopable-loop'],
      'there is no rule "no-unstopable-loop"\nDid you mean no-unstoppable-loop? All of them: graceful rules',
    ],
    [['rules', 'no-sigkill'], 'no words are needed\nTry: graceful explain no-sigkill'],
    [
      ['rules', '--preset', 'stric'],
      'there is no preset "stric"; did you mean strict? presets: recommended, strict, all',
    ],
  ])('answers %j with what was meant', (args, stderr) => {
    expect(graceful(makeProject({}), args)).toEqual({ code: 2, stdout: '', stderr: `graceful: ${stderr}\n` });
  });
});
