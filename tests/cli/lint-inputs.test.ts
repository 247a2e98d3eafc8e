import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('what graceful lint is given', () => {
  useCli();

  it.each([
    [['nope'], 'nope does not exist'],
    [['a.js', 'nope.js'], 'nope.js does not exist'],
    [['a.js/b.js'], 'a.js/b.js does not exist'],
    [[''], '"" does not exist'],
    [['docs'], 'no JavaScript or TypeScript files to lint in docs'],
    [['docs/*.js'], 'no JavaScript or TypeScript files to lint in docs/*.js'],
    [['docs/a.md'], 'no JavaScript or TypeScript among: docs/a.md'],
    [['/dev/null'], '/dev/null is neither a file nor a folder'],
    [['node_modules'], 'no JavaScript or TypeScript files to lint in node_modules'],
  ])('refuses %j', (paths, message) => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean, 'docs/a.md': '# A\n', 'node_modules/x/a.js': SAMPLES.clean });
    expect(graceful(cwd, ['lint', ...paths])).toEqual({ code: 2, stdout: '', stderr: `graceful: ${message}\n` });
  });

  it('refuses an empty folder', () => {
    const stderr = 'graceful: no JavaScript or TypeScript files to lint in .\n';
    expect(graceful(makeProject({}), ['lint'])).toEqual({ code: 2, stdout: '', stderr });
  });

  it('takes files, folders and globs', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean, 'b/c.js': '', 'b/d.ts': '', 'e/f.js': '', '[g].js': '' });
    expect(graceful(cwd, ['lint', 'a.js', 'b', 'e/*.js', '[g].js']).stderr).toBe('graceful: 5 files, no findings\n');
  });

  it('has nothing against named files that are ignored or of another kind', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean, 'a.d.ts': '', 'a.md': '' });
    const ignored = graceful(cwd, ['lint', 'a.d.ts']);
    expect(ignored).toMatchObject({ code: 0, stderr: expect.stringContaining('nothing to lint') });
    expect(graceful(cwd, ['lint', 'a.js', 'a.md', 'a.d.ts'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: not JavaScript or TypeScript, skipped: a.md\ngraceful: 1 file, no findings\n',
    });
  });

  it('lints another project by that project’s settings, but not two at a time', () => {
    const cwd = makeProject({ 'package.json': '{ "graceful": 1 }' });
    const other = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.clean, 'b.js': SAMPLES.clean });
    const beside = `../${basename(other)}`;
    expect(graceful(cwd, ['lint', beside]).stderr).toBe('graceful: 2 files, no findings\n');
    expect(graceful(cwd, ['lint', beside, '.'])).toMatchObject({
      code: 2,
      stderr: `graceful: . is outside ${other}; lint one project at a time\n`,
    });
  });

  it.each([
    ['broken.js', SAMPLES.broken, '2:7'],
    // The parser counts columns from 0 here; ESLint prints them as they come.
    ['broken.ts', SAMPLES.broken, '2:6'],
    ['binary.js', Buffer.from('\x7fELF\0\x01\x02\xff\xfe\0new Worker(', 'latin1'), '1:1'],
  ])('reports %s as a file that cannot be parsed', (name, text, place) => {
    const { code, stdout, stderr } = graceful(makeProject({ [name]: text }), ['lint']);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`${name}\\n\\s+${place}\\s+error\\s+Parsing error: `));
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
    expect(stderr).toBe('graceful: 1 file could not be parsed and so not checked\ngraceful: 1 file, no findings\n');
  });

  it('leaves out what yarn keeps in a repository, and says nothing of an .eslintignore', () => {
    const cwd = makeProject({
      '.eslintignore': 'dist',
      '.yarn/releases/yarn-4.0.0.cjs': SAMPLES.broken,
      '.pnp.cjs': SAMPLES.broken,
      'main.js': 'f();',
    });
    const { code, stdout, stderr } = graceful(cwd, ['lint']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'graceful: 1 file, no findings\n' });
  });

  it('does not spend a machine on a huge file', () => {
    const { code, stdout } = graceful(makeProject({ 'huge.js': 'f();\n'.repeat(1_200_000) }), ['lint']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/huge\.js\n\s+1:1\s+warning\s+More than 5 MB: not linted/);
  });

  it('passes over what has the name of a source and is no file', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.kill, 'folder.js/b.js': SAMPLES.kill });
    execFileSync('mkfifo', [join(cwd, 'pipe.js'), join(cwd, 'folder.js', 'pipe.ts')]);
    symlinkSync('nowhere.js', join(cwd, '.#a.js'));
    symlinkSync('itself.js', join(cwd, 'itself.js'));
    symlinkSync('folder.js', join(cwd, 'link.js'));
    symlinkSync('..', join(cwd, 'folder.js', 'up'));
    for (const path of ['.', '**/*']) {
      const { code, stderr } = graceful(cwd, ['lint', path]);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr:
          'graceful: passed over, no regular file: .#a.js, folder.js/pipe.ts, itself.js, link.js, pipe.js\n' +
          'graceful: 2 files, 2 findings\n',
      });
    }
    expect(graceful(cwd, ['map'])).toMatchObject({ code: 0, stdout: expect.stringContaining('a.js') });
    expect(graceful(cwd, ['lint', 'pipe.js']).stderr).toBe('graceful: pipe.js is neither a file nor a folder\n');
  });

  it.each([
    ['a byte order mark', `\uFEFF${SAMPLES.kill}`],
    ['CRLF', SAMPLES.kill.replaceAll('\n', '\r\n')],
  ])('finds the same at the same place with %s', (_, text) => {
    const { code, stdout } = graceful(makeProject({ 'a.js': text }), ['lint']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/a\.js\n\s+4:9\s+error .*graceful\/no-abrupt-terminate/);
  });

  it('names a file and a folder that it may not read', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean });
    chmodSync(join(cwd, 'a.js'), 0);
    const unreadable = (path: string) => `graceful: cannot read ${join(cwd, path)} (EACCES)\n`;
    const run = () => graceful(cwd, ['lint'], { unprivileged: true });
    expect(run()).toEqual({ code: 2, stdout: '', stderr: unreadable('a.js') });
    chmodSync(join(cwd, 'a.js'), 0o644);
    mkdirSync(join(cwd, 'closed'), { mode: 0 });
    expect(run()).toEqual({ code: 2, stdout: '', stderr: unreadable('closed') });
  });
});
