import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexProject, listStarts } from '../support/temporary-project.ts';

const WORKER = "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => {});\n";

/** Where the one start of `src/main.…` leads, among a few files that it may mean. */
function lead(text: string, file = 'src/main.mjs', others: Readonly<Record<string, string>> = {}): string[] {
  const index = indexProject({
    'src/w.js': WORKER,
    'src/deep/w.ts': WORKER,
    'root.js': WORKER,
    [file]: text,
    ...others,
  });
  return index.starts.map(({ target, reason }) => target ?? reason);
}

describe('how a file is named', () => {
  it.each([
    ['a URL', "new Worker(new URL('./w.js', import.meta.url))"],
    ['the href of a URL', "new Worker(new URL('./w.js', import.meta.url).href, { type: 'module' })"],
    [
      'a URL in a constant',
      "const url = new URL('./w.js', import.meta.url);\nfunction f() { return new Worker(url); }",
    ],
    [
      'a path from a URL',
      "import { fileURLToPath } from 'node:url';\nnew Worker(fileURLToPath(new URL('w.js', import.meta.url)))",
    ],
    ['the folder of the file', "import path from 'node:path';\nnew Worker(path.join(import.meta.dirname, 'w.js'))"],
    [
      'the folder from the URL',
      "import { dirname, resolve } from 'path'; import { fileURLToPath } from 'url';\nconst here = dirname(fileURLToPath(import.meta.url));\nnew Worker(resolve(here, './w.js'))",
    ],
    ['import.meta.resolve', "new Worker(import.meta.resolve('./w.js'))"],
    ['a relative string', "new Worker('./w.js')"],
    ['a string from the root', "new Worker('./src/w.js')"],
    ['a template', "const name = 'w';\nnew Worker(new URL(`./${name}.js`, import.meta.url))"],
    ['a sum', "const base = './';\nnew Worker(new URL(base + 'w' + '.js', import.meta.url))"],
    ['a cast', "new Worker((new URL('./w.js', import.meta.url) as URL)!)"],
    ['the root of a web server', "new Worker('/src/w.js?v=3')"],
    ['no extension', "new Worker(new URL('./w', import.meta.url))"],
    ['a fallback', "new Worker(options.url ?? new URL('./w.js', import.meta.url))"],
    ['a SharedWorker', "new SharedWorker(new URL('./w.js', import.meta.url))"],
    ['a member of the global', "new globalThis.Worker(new URL('./w.js', import.meta.url))"],
    ['a let', "let file;\nfile = new URL('./w.js', import.meta.url);\nnew Worker(file);"],
    [
      'a field',
      "class P { #x; file = 1; constructor() { this.url = new URL('./w.js', import.meta.url); } start() { new Worker(this.url); } }",
    ],
  ])('%s', (_, text) => {
    expect(lead(text)).toEqual(['src/w.js']);
  });

  it('type arguments', () => {
    const text = "new Worker<Message>(new URL('./w.js', import.meta.url))";
    expect(indexProject({ 'main.ts': text, 'w.js': '' }).starts.map(({ target }) => target)).toEqual(['w.js']);
  });

  it.each([
    [
      '__dirname',
      "const path = require('path'); const { Worker } = require('worker_threads');\nnew Worker(path.join(__dirname, 'w.js'))",
    ],
    ['a sum with __dirname', "const { Worker } = require('worker_threads');\nnew Worker(__dirname + '/w.js')"],
    ['require.resolve', "const wt = require('node:worker_threads');\nnew wt.Worker(require.resolve('./w'))"],
    [
      'compiled imports',
      'const node_path_1 = __importDefault(require("node:path"));\nconst worker_threads_1 = require("worker_threads");\nnew worker_threads_1.Worker((0, node_path_1.default.resolve)(__dirname, "w.js"))',
    ],
    ['an argument of require', "const w = new (require('worker_threads').Worker)(__dirname + '/w.js')"],
  ])('%s in CommonJS', (_, text) => {
    expect(lead(text, 'src/main.cjs')).toEqual(['src/w.js']);
  });

  it('both branches of a condition', () => {
    expect(
      lead("new Worker(isBig ? new URL('./deep/w.js', import.meta.url) : new URL('./w.js', import.meta.url))"),
    ).toEqual(['src/deep/w.ts', 'src/w.js']);
  });

  it.each([
    ['the URL', 'new Worker(new URL(import.meta.url))'],
    ['the path', "import { fileURLToPath } from 'url';\nnew Worker(fileURLToPath(import.meta.url))"],
    ['__filename', "const { Worker } = require('worker_threads'); new Worker(__filename)"],
  ])('the file itself by %s', (_, text) => {
    const index = indexProject({ 'main.js': text });
    expect(index.starts).toMatchObject([{ target: 'main.js', reason: 'self' }]);
    expect(index.findWorker(path.join(index.root, 'main.js'))?.isShared).toBe(true);
  });

  it.each([
    ['eval', "import { Worker } from 'worker_threads';\nnew Worker('code()', { eval: true })"],
    ['dynamic', 'export const start = (file) => new Worker(file);'],
    ['dynamic', 'const url = URL.createObjectURL(new Blob([code]));\nnew Worker(url);'],
    ['missing', "new Worker(new URL('./gone.js', import.meta.url))"],
    ['outside', "new Worker('https://example.com/w.js')"],
    ['outside', "new Worker(new URL('../../../../../w.js', import.meta.url))"],
    ['outside', "new Worker('data:text/javascript,1')"],
    ['package', "import { Worker } from 'worker_threads';\nnew Worker(require.resolve('other/worker.js'))"],
  ])('%s: %s', (reason, text) => {
    expect(lead(text)).toEqual([reason]);
  });

  it('a name means the declaration that holds at its place', () => {
    const text =
      "const file = new URL('./w.js', import.meta.url);\nfunction f(file) { return new Worker(file); }\n{ const file = './deep/w.ts'; new Worker(file); }";
    expect(lead(text)).toEqual(['dynamic', 'src/deep/w.ts']);
  });
});

describe('what starts a file', () => {
  const start = (text: string, others: Readonly<Record<string, string>> = {}, settings = {}): string[] =>
    listStarts(indexProject({ 'w.js': WORKER, 'main.mjs': text, ...others }, settings));

  it.each([
    [
      'worker_threads',
      "import { Worker as Thread } from 'node:worker_threads';\nnew Thread(new URL('./w.js', import.meta.url));",
      'worker worker_threads',
    ],
    [
      'worker_threads as a whole',
      "import * as wt from 'worker_threads';\n\n new wt.Worker(new URL('./w.js', import.meta.url));",
      'worker worker_threads',
    ],
    [
      'an import in a function',
      "const { Worker: W } = await import('worker_threads');\nnew W('./w.js');",
      'worker worker_threads',
    ],
    ['the global', "\nnew Worker(new URL('./w.js', import.meta.url));", 'worker web'],
    [
      'piscina',
      "import Piscina from 'piscina';\nnew Piscina({ filename: new URL('./w.js', import.meta.url).href });",
      'pool piscina',
    ],
    [
      'piscina by name',
      "import { Piscina } from 'piscina';\nnew Piscina({ filename: './w.js', minThreads: 1 });",
      'pool piscina',
    ],
    ['tinypool', "import Tinypool from 'tinypool';\nnew Tinypool({ filename: './w.js' });", 'pool tinypool'],
    ['workerpool', "import workerpool from 'workerpool';\nworkerpool.pool('./w.js');", 'pool workerpool'],
    ['jest-worker', "import { Worker } from 'jest-worker';\nnew Worker(require.resolve('./w'));", 'pool jest-worker'],
    ['poolifier', "import { FixedThreadPool } from 'poolifier';\nnew FixedThreadPool(4, './w.js');", 'pool poolifier'],
    ['threads', "import { spawn, Worker } from 'threads';\nawait spawn(new Worker('./w'));", 'worker threads'],
    ['comlink', "import { wrap } from 'comlink';\nwrap(new Worker(new URL('./w.js', import.meta.url)));", 'worker web'],
    ['child_process', "import { fork } from 'child_process';\nfork('./w.js');", 'fork child_process'],
    [
      'child_process as a whole',
      "import * as cp from 'node:child_process';\ncp.fork(new URL('./w.js', import.meta.url));",
      'fork child_process',
    ],
    [
      'bullmq',
      "import { Worker } from 'bullmq';\nnew Worker('mails', new URL('./w.js', import.meta.url));",
      'job bullmq',
    ],
    ['vite', "import MyWorker from './w?worker';\nnew MyWorker();", 'worker web'],
    [
      'vite, inline',
      "import MyWorker from './w.js?worker&inline';\nconst w = new MyWorker({ name: 'x' });",
      'worker web',
    ],
    ['vite, handed on', "\nexport { default } from './w.js?worker';", 'worker web'],
    ['vite, url', "import url from './w.js?worker&url';\nnew Worker(url);", 'worker web'],
    ['worker-loader', "import MyWorker from 'worker-loader?inline!./w';\nnew MyWorker();", 'worker web'],
  ])('%s', (_, text, what) => {
    expect(start(text)).toEqual(
      [`main.mjs:2 ${what} -> w.js (resolved)`].map((line) =>
        text.startsWith('import * as wt') ? line.replace(':2', ':3') : line,
      ),
    );
  });

  it('a pool of the settings that says where the file is', () => {
    const pools = [
      { module: './lib/pool.js', constructors: ['Pool'], kills: ['kill'], file: { argument: 1, property: 'script' } },
    ];
    const text = "import { Pool } from './lib/pool.js';\nnew Pool(3, { script: './w.js' });";
    expect(start(text, { 'lib/pool.js': 'export class Pool {}' }, { pools })).toEqual([
      'main.mjs:2 pool ./lib/pool.js -> w.js (resolved)',
    ]);
  });

  it('a class that has a worker in its name, when it is given a file', () => {
    expect(start("import { FarmWorker } from './farm.js';\nnew FarmWorker(require.resolve('./w.js'));")).toEqual([
      'main.mjs:2 worker ./farm.js -> w.js (resolved)',
    ]);
    expect(start("import { FarmWorker } from './farm.js';\nnew FarmWorker('w.js');")).toEqual([]);
  });

  it('a default import of a .worker file, unless that exports a class', () => {
    const text = "import Resize from './resize.worker';\nnew Resize();";
    expect(start(text, { 'resize.worker.ts': 'self.onmessage = () => {};' })).toEqual([
      'main.mjs:2 worker web -> resize.worker.ts (resolved)',
    ]);
    expect(start(text, { 'resize.worker.ts': 'export default class Resize {}' })).toEqual([]);
  });

  it.each([
    ['another Worker', "import { Worker } from '@temporalio/worker';\nnew Worker('./w.js');"],
    ['a class of the file', "class Worker {}\nnew Worker('./w.js');"],
    ['a parameter', "function f(Worker) { new Worker('./w.js'); }"],
    ['a comment', "// new Worker('./w.js')\n/* new Worker('./w.js') */"],
    ['a text', "const help = \"new Worker('./w.js')\" + `new Worker('./w.js')`;"],
    ['another fork', "import { fork } from './git.js';\nfork('./w.js');"],
    ['a type', "import type { Worker } from 'worker_threads';\nlet w: Worker;"],
  ])('not %s', (_, text) => {
    expect(start(text)).toEqual([]);
  });
});

describe('what workers of their own marks load', () => {
  const MARKED = "import { parentPort } from 'node:worker_threads';\n";
  const findLoader = (files: Readonly<Record<string, string>>, name: string): unknown => {
    const index = indexProject(files);
    return index.findMarkedLoader(path.join(index.root, name));
  };

  it('is worker code, through several files', () => {
    const files = {
      'w.js': `${MARKED}import './a.js';\nparentPort.postMessage(1);`,
      'a.js': "import './b.js';",
      'b.js': '',
      'a.test.js': "import './a.js';",
    };
    expect(findLoader(files, 'b.js')).toEqual({ file: 'w.js', reason: 'uses parentPort' });
  });

  it.each([
    ['other code loads as well', { 'cli.js': "import './a.js';" }],
    ['other code loads through another file', { 'cli.js': "import './c.js';", 'c.js': "export * from './a.js';" }],
  ])('is none where %s', (_, others) => {
    const worker = `${MARKED}import './a.js';\nparentPort.postMessage(1);`;
    expect(findLoader({ 'w.js': worker, 'a.js': '', ...others }, 'a.js')).toBeNull();
  });

  it.each([
    ['has a part for the main thread', 'if (parentPort) parentPort.postMessage(1); else start();'],
    ['is marked in a function only', 'export function send(x) { parentPort.postMessage(x); }'],
  ])('is none where the file %s', (_, code) => {
    expect(findLoader({ 'w.js': `${MARKED}import './a.js';\n${code}`, 'a.js': '' }, 'a.js')).toBeNull();
  });
});
