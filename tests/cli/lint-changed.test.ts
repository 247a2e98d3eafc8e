import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

const TWO = `${SAMPLES.kill}export const end = () => worker.terminate();\n`;

describe('graceful lint --changed', () => {
  useCli();

  it('reports what touches a changed line, and what is new', () => {
    const cwd = makeRepository({ 'a.js': TWO, 'b.js': SAMPLES.kill });
    expect(lint(cwd, '--changed')).toEqual({ code: 0, found: [], stderr: 'graceful: no file has changed\n' });
    writeFileSync(join(cwd, 'a.js'), TWO.replace('() =>', '(x) =>'));
    writeFileSync(join(cwd, 'new "c".js'), SAMPLES.kill);
    expect(lint(cwd, '--changed')).toEqual({
      code: 1,
      found: ['a.js:7', 'new "c".js:4'],
      stderr: 'graceful: 2 files, 2 findings\n',
    });
    expect(lint(cwd, '--changed', 'b.js').found).toEqual([]);
    git(cwd, 'add', 'new "c".js');
    expect(lint(cwd, '--changed', 'new "c".js').found).toEqual(['new "c".js:4']);
  });

  it('counts from where the branch began', () => {
    const cwd = makeRepository({ 'a.js': SAMPLES.clean });
    git(cwd, 'branch', 'base');
    writeFileSync(join(cwd, 'a.js'), SAMPLES.kill);
    git(cwd, 'commit', '-qam', 'kill');
    expect(lint(cwd, '--changed').found).toEqual([]);
    expect(lint(cwd, '--changed=base').found).toEqual(['a.js:4']);
  });

  it('tells of a changed file that does not parse', () => {
    const cwd = makeRepository({ 'a.js': SAMPLES.clean });
    writeFileSync(join(cwd, 'a.js'), SAMPLES.broken);
    expect(lint(cwd, '--changed')).toMatchObject({ code: 1, found: ['a.js:2'] });
  });

  it.each([
    [['--changed=nowhere'], '--changed asks git: Not a valid object name nowhere'],
    [['--changed', '--fix'], '--changed does not go with --fix'],
  ])('refuses %j', (args, message) => {
    const cwd = makeRepository({ 'a.js': SAMPLES.clean });
    expect(graceful(cwd, ['lint', ...args])).toEqual({ code: 2, stdout: '', stderr: `graceful: ${message}\n` });
  });

  it('needs a repository', () => {
    const { code, stderr } = graceful(makeProject({ 'a.js': '' }), ['lint', '--changed']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^graceful: --changed asks git: not a git repository.*\n$/);
  });
});

describe('graceful lint --stdin', () => {
  useCli();

  it('lints the text as if it were the file', () => {
    const cwd = makeProject({ 'package.json': '{}', 'a.ts': '' });
    const options = { input: SAMPLES.kill };
    const { code, stdout, stderr } = graceful(cwd, ['lint', '--stdin', '--stdin-filename', 'src/new.ts'], options);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'graceful: 1 file, 1 finding\n' });
    expect(stdout).toContain(join(cwd, 'src/new.ts'));
    expect(graceful(cwd, ['lint', '--stdin'], { input: 'return 0; // CommonJS\n' }).code).toBe(0);
    const ignored = graceful(cwd, ['lint', '--stdin', '--stdin-filename', 'a.d.ts'], options);
    expect(ignored).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    [['--stdin', 'a.js'], '--stdin takes no paths: a.js'],
    [['--stdin', '--fix'], '--stdin does not go with --fix'],
    [['--stdin-filename', 'a.js'], '--stdin-filename needs --stdin'],
    [['--stdin', '--stdin-filename', 'a.md'], 'no JavaScript or TypeScript among: a.md'],
  ])('refuses %j', (args, message) => {
    const stderr = `graceful: ${message}\n`;
    expect(graceful(makeProject({ 'a.js': '' }), ['lint', ...args])).toEqual({ code: 2, stdout: '', stderr });
  });
});

function makeRepository(files: Record<string, string>): string {
  const cwd = makeProject(files);
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'first');
  return cwd;
}

function git(cwd: string, ...words: string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd });
}

function lint(cwd: string, ...args: string[]): { code: number | null; found: string[]; stderr: string } {
  const { code, stdout, stderr } = graceful(cwd, ['lint', '--format', 'json', ...args]);
  const results = JSON.parse(stdout) as { filePath: string; messages: { line: number }[] }[];
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line }) => `${filePath.slice(cwd.length + 1)}:${line}`),
  );
  return { code, found: found.sort(), stderr: stderr.replace(/^.*could not be parsed.*\n/m, '') };
}
