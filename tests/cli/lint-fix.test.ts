import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('graceful lint --fix', () => {
  useCli();

  it('writes the fix, says how many, and has nothing left to do', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.sleep, 'b.js': SAMPLES.clean });
    const first = graceful(cwd, ['lint', '--fix']);
    expect(first).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: fixed 1 problem, none remain\ngraceful: 2 files, no findings\n',
    });
    const fixed = readFileSync(join(cwd, 'a.js'), 'utf8');
    expect(fixed).toContain('await sleep(5000, undefined, { signal })');
    expect(graceful(cwd, ['lint', '--fix']).stderr).toContain('fixed 0 problems, none remain');
    expect(readFileSync(join(cwd, 'a.js'), 'utf8')).toBe(fixed);
  });

  it('fixes the owner too once its worker hears a request', () => {
    const cwd = makeProject({
      'owner.mjs': `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.mjs', import.meta.url));
export const save = (note) => worker.postMessage({ note });
export async function close() {
  await worker.terminate();
}
`,
      'worker.mjs': `import { appendFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
parentPort.on('message', async ({ note }) => {
  await appendFile('notes', note);
  parentPort.postMessage({ saved: note });
});
`,
    });
    for (const options of [[], ['--cache']]) {
      const { code, stderr } = graceful(cwd, ['lint', '--fix', ...options]);
      expect(stderr).toContain(
        options.length === 0 ? 'fixed 2 problems, none remain' : 'fixed 0 problems, none remain',
      );
      expect(code).toBe(0);
    }
    expect(readFileSync(join(cwd, 'worker.mjs'), 'utf8')).toContain("if (message === 'stop')");
    expect(readFileSync(join(cwd, 'owner.mjs'), 'utf8')).toContain("worker.postMessage('stop')");
  });

  it('reports what remains', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.sleep, 'b.js': SAMPLES.broken });
    const { code, stdout, stderr } = graceful(cwd, ['lint', '--fix']);
    expect(code).toBe(1);
    expect(stdout).toContain('Parsing error');
    expect(stderr).toContain('graceful: fixed 1 problem, none remain\ngraceful: 1 file could not be parsed');
  });

  it('leaves the findings of other rules alone', () => {
    const cwd = makeProject({ 'a.js': `/* eslint semi: "error" */\n${SAMPLES.sleep}let a = 1\n` });
    expect(graceful(cwd, ['lint', '--fix']).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.js'), 'utf8')).toMatch(/let a = 1\n$/);
  });

  it('keeps the mode of a file and what a link points at, and leaves nothing behind', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.sleep, 'links/.keep': '' });
    chmodSync(join(cwd, 'a.js'), 0o751);
    symlinkSync('../a.js', join(cwd, 'links/a.js'));
    expect(graceful(cwd, ['lint', '--fix', 'links/a.js']).code).toBe(0);
    expect(statSync(join(cwd, 'a.js')).mode & 0o777).toBe(0o751);
    expect(lstatSync(join(cwd, 'links/a.js')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'a.js'), 'utf8')).toContain('{ signal }');
    expect(readdirSync(cwd).sort()).toEqual(['a.js', 'links']);
  });

  it('writes no file when one of them cannot be written', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.sleep, 'b.js': SAMPLES.sleep });
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, 'a.js'), 0o666);
    if (process.getuid?.() !== 0) chmodSync(join(cwd, 'b.js'), 0o444);
    else chownSync(join(cwd, 'b.js'), 0, 0);
    expect(graceful(cwd, ['lint', '--fix'], { unprivileged: true })).toEqual({
      code: 2,
      stdout: '',
      stderr: `graceful: cannot write ${join(cwd, 'b.js')} (EACCES)\n`,
    });
    expect(readFileSync(join(cwd, 'a.js'), 'utf8')).toBe(SAMPLES.sleep);
    expect(readFileSync(join(cwd, 'b.js'), 'utf8')).toBe(SAMPLES.sleep);
    expect(readdirSync(cwd).sort()).toEqual(['a.js', 'b.js']);
  });
});
