import { describe, expect, it } from 'vitest';
import { pathToFileURL } from 'node:url';
import { makeProject, useCli } from '../support/cli.ts';
import { HOOK, runChecked } from '../support/run-checked.ts';

/** Tells by a finding that the checker is in its thread: a pause with its signal in the wrong place. */
const PAUSE = `require('node:timers/promises').setTimeout(1, { signal: new AbortController().signal });`;
const FILES = {
  'worker.cjs': PAUSE,
  'worker.mjs': `import { setTimeout } from 'node:timers/promises';\nawait setTimeout(1, { signal: new AbortController().signal });`,
  'owner.mjs': `import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./worker.mjs', import.meta.url), { execArgv: [], env: {} });`,
};

/** How a worker is made: the arguments of the constructor. */
const WORKERS: Record<string, string> = {
  'an ES module': `new URL('./worker.mjs', import.meta.url)`,
  'a CommonJS module': `new URL('./worker.cjs', import.meta.url)`,
  'a path': `'./worker.cjs'`,
  'a data URL': `new URL('data:text/javascript,import { setTimeout } from "node:timers/promises"; await setTimeout(1, { signal: new AbortController().signal });')`,
  'CommonJS source': `"${PAUSE}", { eval: true }`,
  'ES module source': `"import { setTimeout } from 'node:timers/promises'; await setTimeout(1, { signal: new AbortController().signal });", { eval: true }`,
  'execArgv: []': `'./worker.cjs', { execArgv: [] }`,
  'other execArgv': `'./worker.cjs', { execArgv: ['--no-warnings'] }`,
  "its owner's execArgv": `'./worker.cjs', { execArgv: [...process.execArgv] }`,
  'env: {}': `'./worker.cjs', { env: {} }`,
  'env: SHARE_ENV': `'./worker.cjs', { env: SHARE_ENV }`,
  'neither env nor execArgv': `"${PAUSE}", { eval: true, env: {}, execArgv: [] }`,
  'a worker in a worker': `new URL('./owner.mjs', import.meta.url)`,
};

const LOADS: [way: string, words: string[], env: Record<string, string>][] = [
  ['--require', ['--require', HOOK], {}],
  ['--import', ['--import', pathToFileURL(HOOK).href], {}],
  ['NODE_OPTIONS=--require', [], { NODE_OPTIONS: `--require ${HOOK}` }],
  ['NODE_OPTIONS=--import', [], { NODE_OPTIONS: `--import ${pathToFileURL(HOOK).href}` }],
  ['both, twice', ['--require', HOOK, '--import', pathToFileURL(HOOK).href], { NODE_OPTIONS: `--require ${HOOK}` }],
  ['--require beside options of V8', ['--expose-gc', '--require', HOOK], {}],
  [
    '--import beside options of V8',
    ['--expose-gc', '--max-old-space-size=200', '--import', pathToFileURL(HOOK).href],
    {},
  ],
];

describe('the checker reaches every worker', () => {
  useCli();

  it.concurrent.each(LOADS)('loaded by %s', async (_, load, env) => {
    // Node refuses its owner's execArgv where they hold options of V8.
    const names = Object.keys(WORKERS).filter(
      (name) => !(load.includes('--expose-gc') && name === "its owner's execArgv"),
    );
    const starts = names.map((name) => `await run(() => new Worker(${WORKERS[name]}));`);
    const program = `import { once } from 'node:events';
import { SHARE_ENV, Worker } from 'node:worker_threads';
async function run(make) { const worker = make(); console.log((await once(worker, 'exit'))[0]); }
${starts.join('\n')}
class Own extends Worker { constructor() { super('./worker.cjs', { execArgv: [] }); } }
const own = new Own();
console.log(own instanceof Worker, own.constructor === Own, Worker.name, Worker.length);
await once(own, 'exit');`;
    const { findings, stderr, stdout, code } = await runChecked(
      makeProject({ ...FILES, 'program.mjs': program }),
      'program.mjs',
      { load, env },
    );
    expect(stderr).toBe('');
    expect(stdout).toBe(`${'0\n'.repeat(names.length)}true true Worker 1\n`);
    // Source that is in no file is reported where the worker is made.
    const inFiles = ['prefer-interruptible-wait worker.cjs:1', 'prefer-interruptible-wait worker.mjs:2'];
    const inSource = ['a data URL', 'CommonJS source', 'ES module source', 'neither env nor execArgv'];
    const lines = inSource.map((name) => `prefer-interruptible-wait program.mjs:${names.indexOf(name) + 4}`);
    expect(findings).toEqual([...inFiles, ...lines].sort());
    expect(code).toBe(1);
  });
});
