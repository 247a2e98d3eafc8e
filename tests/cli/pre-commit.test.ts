import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, install, makeProject, ROOT, SAMPLES, useCli } from '../support/cli.ts';

const text = readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  bin: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('.pre-commit-hooks.yaml', () => {
  useCli();

  it('offers two hooks', () => {
    expect([...text.matchAll(/^- id: (.*)$/gm)].map(([, id]) => id)).toEqual(['graceful', 'graceful-system']);
  });

  it('keeps npm quiet: pre-commit takes all that `npm pack` prints for the name of the package', () => {
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toContain('loglevel=silent');
  });

  it('pins the versions that we test with', () => {
    const pinned = [...text.matchAll(/^ {4}- '?(@?[^@']+)@([^'\n]+)'?$/gm)].map(([, name, version]) => [name, version]);
    expect(pinned.map(([name]) => name)).toEqual(['eslint', '@typescript-eslint/parser', 'typescript']);
    for (const [name, version] of pinned) expect([name, manifest.devDependencies[name ?? '']]).toEqual([name, version]);
  });

  it.each(['graceful', 'graceful-system'])('%s takes the files that we lint', (id) => {
    const pattern = new RegExp(get(id, 'files').replace(/^'|'$/g, ''));
    const ours = ['a.js', 'a.mjs', 'a.cjs', 'a.jsx', 'a/b.ts', 'a.mts', 'a.cts', 'a.tsx'];
    const others = ['a.json', 'a.md', 'ajs', 'a.vue', 'a.js.map', 'a.mjsx'];
    expect([...ours, ...others].filter((name) => pattern.test(name))).toEqual(ours);
  });

  it('graceful stops a commit that kills a worker, and no other', () => {
    const [command = '', ...args] = get('graceful', 'entry').split(' ');
    expect(Object.keys(manifest.bin)).toContain(command);
    const cwd = makeProject({ 'a.js': SAMPLES.kill, 'b.ts': SAMPLES.clean, 'c.d.ts': '' });
    expect(graceful(cwd, [...args, 'a.js', 'b.ts']).code).toBe(1);
    expect(graceful(cwd, [...args, 'b.ts', 'c.d.ts']).code).toBe(0);
    expect(graceful(cwd, [...args, 'c.d.ts']).code).toBe(0);
  });

  it('graceful-system runs the project’s own ESLint and config', () => {
    const cwd = makeProject({
      'package.json': '{ "type": "module" }',
      'eslint.config.js':
        "import graceful from 'eslint-plugin-graceful';\n" +
        "export default [graceful.configs.recommended, { ignores: ['c.js'] }];\n",
      'a.js': SAMPLES.kill,
      'b.js': SAMPLES.clean,
      'c.js': SAMPLES.kill,
    });
    install(cwd, { eslint: 'eslint' });
    mkdirSync(join(cwd, 'node_modules/.bin'));
    symlinkSync('../eslint/bin/eslint.js', join(cwd, 'node_modules/.bin/eslint'));
    const [command = '', ...args] = get('graceful-system', 'entry').split(' ');
    const run = (...files: string[]) => spawnSync(command, [...args, ...files], { cwd, encoding: 'utf8' });
    expect(run('a.js')).toMatchObject({ status: 1, stdout: expect.stringContaining('graceful/no-abrupt-terminate') });
    expect(run('b.js', 'c.js')).toMatchObject({ status: 0, stdout: '' });
  });
});

/** A plain value of one hook. */
function get(id: string, key: string): string {
  const hook = text.split(/^(?=- id: )/m).find((part) => part.startsWith(`- id: ${id}\n`)) ?? '';
  return new RegExp(`^  ${key}: (.*)$`, 'm').exec(hook)?.[1] ?? '';
}
