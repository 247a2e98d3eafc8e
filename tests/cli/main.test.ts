import { describe, expect, it } from 'vitest';
import { graceful, makeProject, useCli } from '../support/cli.ts';

describe('graceful', () => {
  useCli();

  it('prints its help and version', () => {
    const cwd = makeProject({});
    const help = graceful(cwd, ['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('graceful lint [paths...]');
    expect(graceful(cwd, ['-v'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each(['lint', 'map', 'init'])('prints the help of %s', (command) => {
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
    [['lnt'], 'graceful: unknown command lnt\nCommands: lint, run, map, init. Try: graceful --help\n'],
    [['toString'], 'graceful: unknown command toString\nCommands: lint, run, map, init. Try: graceful --help\n'],
    [['--fix'], 'graceful: unknown option --fix\nCommands: lint, run, map, init. Try: graceful --help\n'],
    [['lint', '--fixx'], "graceful: unknown option '--fixx'\nTry: graceful lint --help\n"],
    [['lint', '--format'], "graceful: option '-f, --format <value>' argument missing\nTry: graceful lint --help\n"],
    [['init', '--halp'], "graceful: unknown option '--halp'\nTry: graceful init --help\n"],
  ])('refuses %j with one line and a hint', (args, stderr) => {
    expect(graceful(makeProject({}), args)).toEqual({ code: 2, stdout: '', stderr });
  });
});
