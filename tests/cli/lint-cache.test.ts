import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLintCache } from '../../src/cli/lint-cache.ts';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

const CACHE = ['lint', '--cache-file', 'cache.json'];

/** The owner asks for a stop; whether the worker hears it is written in the other file. */
const ASKING = `import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.js', import.meta.url));
export const stop = () => worker.postMessage({ type: 'stop' });
`;
const DEAF = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', (message) => {
  if (message.type === 'job') parentPort.postMessage('done');
});
`;

describe('graceful lint --cache', () => {
  useCli();

  it('finds the same the second time, and what has changed since', () => {
    const cwd = makeProject({
      'package.json': '{}',
      'a.js': SAMPLES.kill,
      'b.js': SAMPLES.clean,
      'c.ts': SAMPLES.sleep,
    });
    const first = graceful(cwd, CACHE);
    expect(first).toMatchObject({ code: 1, stderr: 'graceful: 3 files, 2 findings\n' });
    expect(graceful(cwd, CACHE)).toEqual(first);
    expect(graceful(cwd, ['lint'])).toEqual(first);
    writeFileSync(join(cwd, 'b.js'), SAMPLES.kill);
    expect(graceful(cwd, CACHE).stderr).toBe('graceful: 3 files, 3 findings\n');
    writeFileSync(join(cwd, 'a.js'), SAMPLES.clean);
    expect(graceful(cwd, CACHE).stderr).toBe('graceful: 3 files, 2 findings\n');
  });

  it('looks again when another file has changed the case', () => {
    const cwd = makeProject({ 'package.json': '{}', 'owner.js': ASKING, 'worker.js': DEAF });
    expect(graceful(cwd, CACHE).code).toBe(1);
    writeFileSync(join(cwd, 'worker.js'), DEAF.replace("'job'", "'stop'").replace("postMessage('done')", 'close()'));
    expect(graceful(cwd, CACHE)).toMatchObject({ code: 0, stdout: '' });
  });

  it('looks again at a file that another one starts as a worker by now', () => {
    const loop = 'export function work(next) {\n  while (true) next();\n}\n';
    const cwd = makeProject({ 'package.json': '{}', 'a.js': loop, 'b.js': loop, 'c.js': loop });
    expect(graceful(cwd, CACHE).code).toBe(0);
    writeFileSync(join(cwd, 'owner.js'), "import { Worker } from 'node:worker_threads';\nnew Worker('./c.js');\n");
    const { code, stdout } = graceful(cwd, CACHE);
    expect(stdout).toContain('no-unstoppable-loop');
    expect(code).toBe(1);
  });

  it('looks again with other rules, and lets fixes be made', () => {
    const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.kill, 'c.js': SAMPLES.sleep });
    expect(graceful(cwd, CACHE).stderr).toContain('2 findings');
    expect(graceful(cwd, [...CACHE, '--rule', 'no-abrupt-terminate=off']).stderr).toContain('1 finding\n');
    expect(graceful(cwd, [...CACHE, '--rule', 'no-abrupt-terminate=off', '--fix']).code).toBe(0);
    expect(readFileSync(join(cwd, 'c.js'), 'utf8')).toContain('sleep(5000, undefined, { signal })');
  });

  it('knows of what comments have silenced', () => {
    const text = `/* eslint-disable graceful/no-abrupt-terminate -- why */\n${SAMPLES.kill}`;
    const cwd = makeProject({ 'package.json': '{}', 'a.js': text });
    const report = (): string => graceful(cwd, [...CACHE, '-f', 'sarif']).stdout;
    expect(report()).toContain('"justification": "why"');
    expect(report()).toContain('"justification": "why"');
  });

  it.each(['', '{', 'null', '{ "key": "x", "entries": 1 }', '[]'])(
    'takes no harm from a cache that holds %j',
    (text) => {
      const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.kill, 'cache.json': text });
      expect(graceful(cwd, CACHE)).toMatchObject({ code: 1, stderr: 'graceful: 1 file, 1 finding\n' });
      expect(JSON.parse(readFileSync(join(cwd, 'cache.json'), 'utf8'))).toMatchObject({
        entries: [['a.js', expect.anything()]],
      });
    },
  );

  it('says in one line that it cannot be kept, and fails for nothing else', () => {
    const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.clean });
    const { code, stderr } = graceful(cwd, ['lint', '--cache-file', 'a.js/cache.json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^graceful: the cache is not kept: .*\ngraceful: 1 file, no findings\n$/);
  });

  it('lies below node_modules where there are some', () => {
    const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.clean });
    mkdirSync(join(cwd, 'node_modules'));
    expect(graceful(cwd, ['lint', '--cache']).code).toBe(0);
    expect(existsSync(join(cwd, 'node_modules/.cache/graceful/lint-cache.json'))).toBe(true);
  });
});

describe('a package of a workspace', () => {
  it('is linted anew when a package that it asks for has changed', () => {
    const root = makeProject({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/app/package.json': '{ "name": "@it/app", "type": "module", "dependencies": { "@it/net": "*" } }',
      'packages/app/main.js':
        "import { ask } from '@it/net';\nexport async function run(signal) { while (!signal.aborted) await ask('/'); }\n",
      'packages/net/package.json': '{ "name": "@it/net", "type": "module", "exports": "./index.js" }',
      'packages/net/index.js': 'export const ask = (url) => fetch(url);\n',
    });
    const lint = () => graceful(join(root, 'packages/app'), ['lint', '--cache']);
    expect([lint().code, lint().code]).toEqual([0, 0]);
    const net = 'export const ask = (url, { signal } = {}) => fetch(url, { signal });\n';
    writeFileSync(join(root, 'packages/net/index.js'), net);
    const { code, stdout } = lint();
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('graceful/require-signal') as string });
  });
});

describe('the cache', () => {
  const root = (): string => makeProject({ 'a.js': 'a', 'b.js': 'b' });
  const open = (cwd: string, settings: unknown = 1) => createLintCache(join(cwd, '.x/cache.json'), cwd, settings, cwd);
  const messages = [{ ruleId: 'graceful/x', severity: 2, message: 'x', line: 1, column: 1 }] as const;

  it('keeps verdicts while nothing changes, as files hang on one another', () => {
    const cwd = root();
    const cache = open(cwd);
    cache.add(join(cwd, 'a.js'), 'a', 'skipped');
    cache.add(join(cwd, 'b.js'), 'b', [...messages]);
    cache.write();
    const find = (settings?: unknown) =>
      ['a', 'b'].map((name) => open(cwd, settings).find(join(cwd, `${name}.js`), name));
    expect(find()).toEqual(['skipped', messages]);
    expect(find(2)).toEqual([null, null]);
    expect(open(cwd).find(join(cwd, 'a.js'), 'other')).toBeNull();
    writeFileSync(join(cwd, 'c.js'), 'c');
    expect(find()).toEqual([null, null]);
  });
});
