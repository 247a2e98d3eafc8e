import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getMain, graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('graceful lint', () => {
  useCli();

  it('says how much it has seen when there is nothing to report', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean, 'src/b.cjs': 'module.exports = 1;\n' });
    expect(graceful(cwd, ['lint'])).toEqual({ code: 0, stdout: '', stderr: 'graceful: 2 files, no findings\n' });
  });

  it('reports findings with their place and fails', () => {
    const cwd = makeProject({ 'pool.js': SAMPLES.kill });
    const { code, stdout, stderr } = graceful(cwd, ['lint']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'graceful: 1 file, 1 finding\n' });
    expect(stdout).toMatch(/pool\.js\n\s+4:\d+\s+error .*graceful\/no-abrupt-terminate/);
  });

  it.each(['js', 'mjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'])('reads .%s files', (extension) => {
    const cwd = makeProject({ [`pool.${extension}`]: SAMPLES.kill });
    expect(listRules(cwd, ['lint'])).toEqual(['graceful/no-abrupt-terminate']);
  });

  it('reads TypeScript, JSX in both languages, and JavaScript that is no module', () => {
    const files = {
      'a.ts': 'const a: number = <number>1;\nenum E { A }\nexport { a, E };\n',
      'b.tsx': 'export const b = (x: string) => <p>{x as string}</p>;\n',
      'c.jsx': 'export const c = <p>x</p>;\n',
      'd.js': 'return void 0;\n',
      'e.cjs': 'const await = 010;\nreturn await;\n',
      'f.cts': 'import fs = require("node:fs");\nexport = fs;\n',
    };
    const cwd = makeProject(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text + SAMPLES.words])),
    );
    const { code, stderr } = graceful(cwd, ['lint'], { withTimes: true });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^graceful: 6 files, no findings \(\d+\.\d s\)\n$/);
  });

  it('finds as much in a sloppy script as in a module', () => {
    const kill = SAMPLES.kill.replace(/import (.*) from (.*);/, 'const $1 = require($2);');
    const script = kill.replace('export ', '').replace("new URL('./job.js', import.meta.url)", "'./job.js'");
    const cwd = makeProject({ 'pool.js': `${script}return 0;\n` });
    expect(listRules(cwd, ['lint'])).toEqual(['graceful/no-abrupt-terminate']);
  });

  it('leaves to others what is not its own', () => {
    const cwd = makeProject({
      'a.js': '/* eslint semi: "error", import/order: "error" */\n// eslint-disable-next-line no-console\nlet a = 1\n',
      'b.min.js': SAMPLES.kill,
      'c.d.ts': 'declare const c: number;\n',
      'node_modules/x/index.js': SAMPLES.kill,
    });
    expect(graceful(cwd, ['lint', '--fix'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: fixed 0 problems, none remain\ngraceful: 1 file, no findings\n',
    });
  });

  it('takes a preset', () => {
    const cwd = makeProject({ 'pool.js': SAMPLES.kill });
    expect(listRules(cwd, ['lint', '--preset', 'strict'])).toContain('graceful/no-abrupt-terminate');
    expect(listRules(cwd, ['lint', '--preset', 'all'])).toContain('graceful/no-abrupt-terminate');
    expect(graceful(cwd, ['lint', '--preset', 'best'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'graceful: there is no preset "best"; presets: recommended, strict, all\n',
    });
  });

  it('hears comments, unless told not to', () => {
    const cwd = makeProject({ 'pool.js': `/* eslint-disable graceful/no-abrupt-terminate */\n${SAMPLES.kill}` });
    expect(graceful(cwd, ['lint']).code).toBe(0);
    expect(graceful(cwd, ['lint', '--no-inline-config']).code).toBe(1);
  });

  it('fails when there are more warnings than allowed', () => {
    const cwd = makeProject({ 'pool.js': `/* eslint graceful/no-abrupt-terminate: "warn" */\n${SAMPLES.kill}` });
    expect(graceful(cwd, ['lint'])).toMatchObject({ code: 0, stderr: 'graceful: 1 file, 1 finding\n' });
    expect(graceful(cwd, ['lint', '--max-warnings', '1']).code).toBe(0);
    expect(graceful(cwd, ['lint', '--max-warnings', '0'])).toMatchObject({
      code: 1,
      stderr: 'graceful: 1 warning, more than --max-warnings 0\ngraceful: 1 file, 1 finding\n',
    });
  });

  it.each(['x', '-1', '1.5', ''])('refuses --max-warnings=%s', (value) => {
    expect(graceful(makeProject({}), ['lint', `--max-warnings=${value}`])).toEqual({
      code: 2,
      stdout: '',
      stderr: `graceful: --max-warnings takes a whole number from 0 up, not "${value}"\n`,
    });
  });

  it('takes the settings of package.json, also from a folder further down', () => {
    const loop = 'export async function run(step) {\n  while (true) {\n    await step();\n  }\n}\n';
    const settings = '{ "graceful": { "workers": ["src/jobs/*.js"] } }';
    const cwd = makeProject({ 'package.json': settings, 'src/jobs/a.js': loop });
    expect(listRules(join(cwd, 'src'), ['lint', 'jobs'])).toEqual(['graceful/no-unstoppable-loop']);
  });

  it.each([
    ['{ "graceful": { "worker": [] } }', 'graceful.worker is unknown. Known keys: '],
    ['{ "graceful": { "workers": "src" } }', 'graceful.workers must be an array of globs, but is "src".'],
    ['{ "graceful": 1 }', 'graceful must be an object, but is 1.'],
    ['{ "graceful": ', ''],
  ])('refuses the package.json %s', (text, message) => {
    const cwd = makeProject({ 'package.json': text, 'a.js': SAMPLES.clean });
    const { code, stdout, stderr } = graceful(cwd, ['lint']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^graceful: .*\n$/);
    expect(stderr).toContain(join(cwd, 'package.json'));
    expect(stderr).toContain(message);
  });

  it('ends quietly when nobody reads on', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`pool-${i}.js`, SAMPLES.kill]));
    const child = spawn(process.execPath, [getMain(), 'lint', '--format', 'json'], { cwd: makeProject(files) });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^graceful: 300 files, 300 findings .*\n$/),
    });
  });
});

function listRules(cwd: string, args: readonly string[]): (string | null)[] {
  const { stdout } = graceful(cwd, [...args, '--format', 'json']);
  const results = JSON.parse(stdout) as { messages: { ruleId: string | null }[] }[];
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}
