import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';
import type { Log } from '../support/sarif.ts';

const BASE = ['lint', '--baseline', 'known.json'];
const UPDATE = [...BASE, '--update-baseline'];
const ADD = [...BASE, '--add-to-baseline'];

/** A project with a baseline of what is in it. */
function makeKnown(files: Record<string, string>): string {
  const cwd = makeProject({ 'package.json': '{}', ...files });
  expect(graceful(cwd, ADD).code).toBe(0);
  return cwd;
}

function read(cwd: string): unknown {
  return (JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')) as { findings: unknown }).findings;
}

const ENTRY = { 'graceful/no-abrupt-terminate': { 'await worker.terminate();': 1 } };
const TWICE = SAMPLES.kill.replace('  await worker.terminate();\n', '$&$&');

describe('graceful lint --baseline', () => {
  useCli();

  it('lets an old code base start today', () => {
    const cwd = makeProject({ 'src/b.js': TWICE, 'src/a.js': SAMPLES.kill, 'c.js': SAMPLES.clean });
    expect(graceful(cwd, ADD)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: wrote known.json: 3 known findings\ngraceful: 3 files, no findings\n',
    });
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toBe(`{
  "version": 1,
  "findings": {
    "src/a.js": {
      "graceful/no-abrupt-terminate": {
        "await worker.terminate();": 1
      }
    },
    "src/b.js": {
      "graceful/no-abrupt-terminate": {
        "await worker.terminate();": 2
      }
    }
  }
}
`);
    expect(graceful(cwd, BASE)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: 3 known findings not reported: see known.json\ngraceful: 3 files, no findings\n',
    });
    expect(readdirSync(cwd).sort()).toEqual(['c.js', 'known.json', 'src']);
  });

  it('knows a line that has moved or is indented otherwise', () => {
    const cwd = makeKnown({ 'a.js': SAMPLES.kill });
    writeFileSync(join(cwd, 'a.js'), `\n\n// moved\n${SAMPLES.kill.replace('  await', '\t\tawait')}`);
    expect(graceful(cwd, BASE).code).toBe(0);
  });

  it('fails for what is new, and reports nothing else', () => {
    const cwd = makeKnown({ 'a.js': SAMPLES.kill });
    writeFileSync(join(cwd, 'a.js'), TWICE);
    writeFileSync(join(cwd, 'b.js'), SAMPLES.kill);
    const { code, stdout } = graceful(cwd, [...BASE, '-f', 'github']);
    expect(code).toBe(1);
    expect(stdout.match(/file=[\w.]+,line=\d/g)).toEqual(['file=a.js,line=5', 'file=b.js,line=4']);
  });

  it('tells in one line what is gone, and forgets it when told to', () => {
    const cwd = makeKnown({ 'a.js': SAMPLES.kill, 'b.js': SAMPLES.kill, 'c.js': SAMPLES.kill });
    writeFileSync(join(cwd, 'a.js'), SAMPLES.clean);
    rmSync(join(cwd, 'b.js'));
    expect(graceful(cwd, BASE)).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'graceful: 1 known finding not reported: see known.json\n' +
        'graceful: 2 findings of known.json are gone: --update-baseline takes them out\n' +
        'graceful: 2 files, no findings\n',
    });
    expect(graceful(cwd, UPDATE)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('wrote known.json: 1 known finding\n'),
    });
    expect(read(cwd)).toEqual({ 'c.js': ENTRY });
  });

  it('takes nothing new in unless it is told to', () => {
    const cwd = makeKnown({ 'a.js': TWICE, 'b.js': SAMPLES.kill });
    writeFileSync(join(cwd, 'a.js'), SAMPLES.kill);
    writeFileSync(join(cwd, 'c.js'), SAMPLES.kill);
    expect(graceful(cwd, UPDATE)).toMatchObject({
      code: 1,
      stderr: 'graceful: wrote known.json: 2 known findings\ngraceful: 3 files, 1 finding\n',
    });
    expect(read(cwd)).toEqual({ 'a.js': ENTRY, 'b.js': ENTRY });
    writeFileSync(join(cwd, 'b.js'), SAMPLES.clean);
    expect(graceful(cwd, ADD).code).toBe(0);
    expect(read(cwd)).toEqual({ 'a.js': ENTRY, 'b.js': ENTRY, 'c.js': ENTRY });
    expect(graceful(cwd, [...ADD, '--update-baseline']).code).toBe(0);
    expect(read(cwd)).toEqual({ 'a.js': ENTRY, 'c.js': ENTRY });
  });

  it('follows a file that was moved or renamed, but not two of them to one entry', () => {
    const more = SAMPLES.kill
      .replace(/^import.*\n/, '')
      .replaceAll('worker', 'other')
      .replace('shutdown', 'finish');
    const cwd = makeKnown({ 'a.js': SAMPLES.kill, 'lib/b.js': SAMPLES.kill + more });
    mkdirSync(join(cwd, 'src'));
    renameSync(join(cwd, 'lib/b.js'), join(cwd, 'src/c.js'));
    renameSync(join(cwd, 'a.js'), join(cwd, 'src/a.js'));
    expect(graceful(cwd, BASE)).toMatchObject({ code: 0, stderr: expect.not.stringContaining('gone') });
    expect(Object.keys(read(cwd) as object)).toEqual(['a.js', 'lib/b.js']);
    expect(graceful(cwd, UPDATE).code).toBe(0);
    expect(Object.keys(read(cwd) as object)).toEqual(['src/a.js', 'src/c.js']);
    renameSync(join(cwd, 'src/a.js'), join(cwd, 'x.js'));
    writeFileSync(join(cwd, 'y.js'), SAMPLES.kill);
    expect(graceful(cwd, BASE)).toMatchObject({ code: 1, stderr: expect.stringContaining('1 finding\n') });
  });

  it('keeps what the run has not looked at', () => {
    const broken = 'const worker = new Worker(1);\nconst ( = 2;\n';
    const cwd = makeKnown({ 'a.js': SAMPLES.kill, 'b.js': SAMPLES.kill, 'c.js': SAMPLES.kill });
    writeFileSync(join(cwd, 'b.js'), SAMPLES.clean);
    writeFileSync(join(cwd, 'c.js'), broken);
    const { stderr } = graceful(cwd, [...BASE, 'a.js', 'c.js']);
    expect(stderr).not.toContain('gone');
    // A file that cannot be parsed is never known.
    expect(graceful(cwd, [...UPDATE, 'a.js', 'c.js']).code).toBe(1);
    expect(read(cwd)).toEqual({ 'a.js': ENTRY, 'b.js': ENTRY, 'c.js': ENTRY });
  });

  it('names files from the project, wherever it is run', () => {
    const cwd = makeKnown({ 'src/a.js': SAMPLES.kill });
    expect(graceful(join(cwd, 'src'), ['lint', '--baseline', '../known.json', 'a.js']).code).toBe(0);
  });

  it('counts warnings after the known ones', () => {
    const cwd = makeKnown({ 'a.js': `/* eslint graceful/no-abrupt-terminate: "warn" */\n${SAMPLES.kill}` });
    expect(graceful(cwd, [...BASE, '--max-warnings', '0']).code).toBe(0);
  });

  it('marks known findings as suppressed in SARIF', () => {
    const cwd = makeKnown({ 'a.js': SAMPLES.kill });
    const log = JSON.parse(graceful(cwd, [...BASE, '-f', 'sarif']).stdout) as Log;
    expect(log.runs[0].results).toMatchObject([{ suppressions: [{ kind: 'external', justification: 'baseline' }] }]);
  });

  it('takes names and lines that are special to JavaScript', () => {
    const name = '__proto__';
    const cwd = makeKnown({
      [`${name}/constructor.js`]: `${SAMPLES.kill}/* ${'x'.repeat(500)} */ worker.terminate();\n`,
    });
    expect(graceful(cwd, BASE).code).toBe(0);
    const lines = readFileSync(join(cwd, 'known.json'), 'utf8').split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
  });

  it("has nothing to do with ESLint's own suppressions", () => {
    const suppressions = JSON.stringify({ 'a.js': { 'graceful/no-abrupt-terminate': { count: 1 } } });
    const cwd = makeProject({ 'a.js': SAMPLES.kill, 'eslint-suppressions.json': suppressions });
    expect(graceful(cwd, ['lint']).code).toBe(1);
    expect(graceful(cwd, ADD).code).toBe(0);
    expect(readFileSync(join(cwd, 'eslint-suppressions.json'), 'utf8')).toBe(suppressions);
  });

  it.each([
    ['{ "version": 1, "findings": ', 'it is not JSON'],
    ['{\n<<<<<<< HEAD\n=======\n>>>>>>> x\n}', 'it holds a merge conflict'],
    ['[]', 'wrong at its top'],
    ['{ "version": 2, "findings": {} }', 'its version is not 1'],
    ['{ "version": 1 }', 'wrong at findings'],
    ['{ "version": 1, "findings": { "a.js": 1 } }', 'wrong at a.js'],
    ['{ "version": 1, "findings": { "a.js": { "r": { "x": -1 } } } }', 'wrong at a.js > r > x'],
  ])('refuses the file %j, to write over it too', (text, reason) => {
    const cwd = makeProject({ 'a.js': SAMPLES.kill, 'known.json': text });
    const stderr = `graceful: the baseline known.json cannot be used: ${reason}; restore it, or delete it and write a new one\n`;
    for (const args of [BASE, UPDATE, ADD]) expect(graceful(cwd, args)).toEqual({ code: 2, stdout: '', stderr });
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toBe(text);
  });

  it.each([
    [BASE, 'there is no baseline known.json; --add-to-baseline writes it'],
    [UPDATE, 'there is no baseline known.json; --add-to-baseline writes it'],
    [['lint', '--add-to-baseline'], '--add-to-baseline needs --baseline FILE'],
    [['lint', '--baseline', '.'], 'cannot read the baseline . (EISDIR)'],
    [['lint', '--baseline', ''], '--baseline takes the name of a file'],
    [['lint', '--update-baseline'], '--update-baseline needs --baseline FILE'],
    [['lint', '--baseline', 'gone/x', '--add-to-baseline'], '/gone/x (ENOENT)'],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = graceful(makeProject({ 'a.js': SAMPLES.kill }), args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringContaining(message), '']);
  });
});
