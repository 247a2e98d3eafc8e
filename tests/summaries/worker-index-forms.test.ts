import { describe, expect, it, vi, afterEach } from 'vitest';
import { getIndexOf } from '../../src/summaries/index.ts';
import { getSettings } from '../../src/kit/settings.ts';
import { indexProject, listStarts, makeProject, writeFiles } from '../support/temporary-project.ts';

const WORKER = "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => {});\n";
const NODE = "import { Worker } from 'node:worker_threads';\nimport path from 'node:path';\n";
const SETTINGS = getSettings(undefined);
const NOW = performance.now();

afterEach(() => {
  vi.restoreAllMocks();
});

/** The starts of a project with `w.js` and `v.js`, as `main.js:3 w.js`; the reason where there is no file. */
function lead(files: Readonly<Record<string, string>> | string): string[] {
  const own = typeof files === 'string' ? { 'main.js': NODE + files } : files;
  const { starts } = indexProject({ 'w.js': WORKER, 'v.js': WORKER, ...own });
  return starts.map(({ place, target, reason }) => `${place.file}:${place.line} ${target ?? reason}`);
}

const W = "new URL('./w.js', import.meta.url)";

describe('a function that is given the file', () => {
  it.each([
    ['a function', `function start(file) { return new Worker(file); }\nstart(${W});`],
    [
      'one with types',
      `async function start(name: string, file: URL): Promise<Worker> { return new Worker(file, { name }); }\nstart('a', ${W});`,
    ],
    ['an arrow function', `const start = (file) => new Worker(file);\nstart(${W});`],
    [
      'an arrow function with a block',
      `const start = async (file) => { if (file) { return new Worker(file); } };\nstart(${W});`,
    ],
    ['a function expression', `const start = function (file) { return new Worker(file); };\nstart(${W});`],
    [
      'a named option',
      `function start({ file, size = 1 }) { return new Worker(file); }\nstart({ size: 2, file: ${W} });`,
    ],
    [
      'a path that it completes',
      "function start(name) { return new Worker(path.join(import.meta.dirname, `${name}.js`)); }\nstart('w');",
    ],
    ['a class', `class Pool { constructor(file) { this.w = new Worker(file); } }\nnew Pool(${W});`],
    [
      'a class with a field of its parameter',
      `class Pool { constructor(private readonly file: URL, n = 1) { this.w = new Worker(file); } }\nnew Pool(${W});`,
    ],
  ])('%s is started where it is called', (_, text) => {
    expect(lead(text)).toEqual(['main.js:4 w.js']);
  });

  it('several calls start several files', () => {
    expect(
      lead(`const start = (file) => new Worker(file);\nstart(${W});\nstart(new URL('./v.js', import.meta.url));`),
    ).toEqual(['main.js:4 w.js', 'main.js:5 v.js']);
  });

  it('stays unknown itself where others may call it', () => {
    expect(lead(`export function start(file) { return new Worker(file); }\nstart(${W});`)).toEqual([
      'main.js:3 dynamic',
      'main.js:4 w.js',
    ]);
    expect(lead(`class P { start(file) { return new Worker(file); } }\nnew P().start(${W});`)).toEqual([
      'main.js:3 dynamic',
      'main.js:4 w.js',
    ]);
    expect(lead(`const start = (file) => new Worker(file);\nstart(${W});\nstart(other);`)).toEqual([
      'main.js:3 dynamic',
      'main.js:4 w.js',
    ]);
  });

  it.each([
    ['a method of the same name', `function start(file) { return new Worker(file); }\nserver.start(${W});`],
    ['another parameter', `function start(file, other) { return new Worker(file); }\nstart(x, ${W});`],
    [
      'a variable of the same name inside',
      `function start(file) { { let file = other(); return new Worker(file); } }\nstart(${W});`,
    ],
    ['no call', 'function start(file) { return new Worker(file); }'],
  ])('%s tells nothing', (_, text) => {
    expect(lead(text)).toEqual(['main.js:3 dynamic']);
  });
});

describe('a function of another file that is given the file', () => {
  const start = `${NODE}export function start(file) {\n  return new Worker(file);\n}\n`;

  it.each([
    ['an import', { 'start.js': start, 'main.js': `import { start } from './start.js';\nstart(${W});` }],
    ['a renamed import', { 'start.js': start, 'main.js': `import { start as go } from './start.js';\ngo(${W});` }],
    ['a namespace', { 'start.js': start, 'main.js': `import * as s from './start.js';\ns.start(${W});` }],
    [
      'a default export',
      { 'start.js': start.replace('export', 'export default'), 'main.js': `import go from './start.js';\ngo(${W});` },
    ],
    [
      'an export list',
      {
        'start.js': `${start.replace('export ', '')}export { start as go };`,
        'main.js': `import { go } from './start.js';\ngo(${W});`,
      },
    ],
    [
      'a class',
      {
        'start.js': `${NODE}export class Pool {\n  constructor(file) { this.w = new Worker(file); } }`,
        'main.js': `import { Pool } from './start.js';\nnew Pool(${W});`,
      },
    ],
  ])('by %s', (_, files) => {
    expect(lead(files)).toEqual(['main.js:2 w.js', 'start.js:4 dynamic']);
  });

  it('in CommonJS', () => {
    const text =
      "const { Worker } = require('worker_threads');\nmodule.exports = { start };\nfunction start(file) { return new Worker(file); }";
    const main = "const { start } = require('./start');\nstart(require.resolve('./w'));";
    expect(lead({ 'start.js': text, 'main.js': main })).toEqual(['main.js:2 w.js', 'start.js:3 dynamic']);
  });

  it('makes its file worker code, and its words are requests', () => {
    const main = `import { start } from './start.js';\nconst worker = start(${W});\nworker.postMessage('stop');`;
    const index = indexProject({ 'w.js': WORKER, 'start.js': start, 'main.js': main });
    expect([...index.workers()].map(({ file }) => file)).toEqual(['w.js']);
    expect(index.starts[0]?.posts.map(({ value }) => value)).toEqual(['stop']);
  });

  it.each([
    ['stopWorker(worker)', ['stop']],
    ["stopWorker(worker, { graceMs: 9, message: 'quit' })", ['quit']],
    ['stopWorker(worker, options)', []],
  ])('is asked by the stop helper: %s', (call, words) => {
    const main = `import { stopWorker } from './stop-worker.js';\n${NODE}const worker = new Worker(${W});\n${call};`;
    const helper = "const INBOX = Symbol.for('graceful.stop');\nexport function stopWorker() {}";
    const ask = (text: string): string[] =>
      indexProject({ 'w.js': WORKER, 'main.js': main, 'stop-worker.js': text }).starts.flatMap(({ posts }) =>
        posts.map(({ value }) => value),
      );
    expect(ask(helper)).toEqual(words);
    // Another function of that name does what it does.
    expect(ask('export function stopWorker() {}')).toEqual([]);
  });

  it('is not guessed: a plain text may be anything to it, and a function of the same name is another one', () => {
    expect(lead({ 'start.js': start, 'main.js': "import { start } from './start.js';\nstart('w');" })).toEqual([
      'start.js:4 dynamic',
    ]);
    expect(
      lead({
        'start.js': start,
        'main.js': `import './start.js';\nimport { start } from './other.js';\nstart(${W});`,
        'other.js': '',
      }),
    ).toEqual(['start.js:4 dynamic']);
  });
});

describe('a class that extends a worker', () => {
  it.each([
    ['the platform', `class Resize extends Worker {\n  constructor() { super(${W}); } }`, ['main.js:4 w.js']],
    [
      'a pool',
      `import Piscina from 'piscina'; class Resize extends Piscina {\n  constructor() { super({ filename: ${W}.href }); } }`,
      ['main.js:4 w.js'],
    ],
    [
      'a parameter that callers give',
      `class Any extends Worker { constructor(file) { super(file); } }\nnew Any(${W});`,
      ['main.js:4 w.js'],
    ],
    ['a class of its own', `class Resize extends Base {\n  constructor() { super(${W}); } }`, []],
    ['no parent', `class Resize {\n  constructor() { super(${W}); } }`, []],
  ])('%s', (_, text, found) => {
    expect(lead(text)).toEqual(found);
  });
});

describe('jobs in files', () => {
  it("bree's folder", () => {
    const text =
      "import Bree from 'bree';\nnew Bree({ root: path.join(import.meta.dirname, 'tasks'), jobs: [\n  'a',\n  { name: 'b', interval: '5m' },\n  { name: 'c', path: path.join(import.meta.dirname, 'w.js') },\n  { name: 'd', path: () => {} },\n  () => {},\n  'gone'] });";
    expect(
      listStarts(indexProject({ 'main.js': NODE + text, 'tasks/a.js': '', 'tasks/b.js': '', 'w.js': '' })),
    ).toEqual([
      'main.js:5 job bree -> tasks/a.js (resolved)',
      'main.js:6 job bree -> tasks/b.js (resolved)',
      'main.js:7 job bree -> w.js (resolved)',
      'main.js:10 job bree -> ?tasks/gone (missing)',
      'main.js:4 job bree -> main.js (self)',
    ]);
  });

  it("bree's folder by default", () => {
    const text = "const Bree = require('bree');\nnew Bree({ jobs: ['a'] }).start();";
    expect(listStarts(indexProject({ 'src/main.js': text, 'jobs/a.js': '' }))).toEqual([
      'src/main.js:2 job bree -> jobs/a.js (resolved)',
    ]);
  });

  it("bull's processors", () => {
    const text =
      "const Queue = require('bull');\nconst path = require('path');\nconst q = new Queue('q');\nq.process(path.join(__dirname, 'w.js'));\nq.process('name', 5, path.join(__dirname, 'v.js'));\nq.process(async (job) => {});\nq.process('name');";
    expect(lead({ 'main.js': text })).toEqual(['main.js:4 w.js', 'main.js:5 v.js', 'main.js:6 main.js']);
  });

  it('a process() of anything else is none', () => {
    expect(
      lead({
        'main.js': "const path = require('path');\nnew Worker('./v.js');\nq.process(path.join(__dirname, 'w.js'));",
      }),
    ).toEqual(['main.js:2 v.js']);
  });

  it.each(['piscina', 'tinypool'])('the file of one task of %s', (name) => {
    const text = `import Pool from '${name}';\nconst pool = new Pool();\nawait pool.run(1, { filename: ${W}.href });\nawait pool.run(2);`;
    expect(lead({ 'main.js': text })).toEqual(['main.js:3 w.js']);
  });
});

describe('a constant of another file', () => {
  it.each([
    [
      'a name',
      "export const FILE = './w.js';",
      "import { FILE } from './c.js';\nnew Worker(new URL(FILE, import.meta.url));",
    ],
    ['a URL', `export const FILE = ${W};`, "import { FILE } from './c.js';\nnew Worker(FILE);"],
    [
      'an export list',
      "const a = './w';\nexport { a as FILE };",
      "import { FILE } from './c.js';\nnew Worker(new URL(`${FILE}.js`, import.meta.url));",
    ],
    [
      'a default',
      "const FILE = './w.js';\nexport default FILE;",
      "import file from './c.js';\nnew Worker(new URL(file, import.meta.url));",
    ],
    [
      'CommonJS',
      "const FILE = './w.js';\nmodule.exports = { FILE };",
      "import { FILE } from './c.js';\nnew Worker(new URL(FILE, import.meta.url));",
    ],
    [
      'one more file',
      "import { NAME } from './d.js';\nexport const FILE = `./${NAME}.js`;",
      "import { FILE } from './c.js';\nnew Worker(new URL(FILE, import.meta.url));",
    ],
  ])('%s', (_, constant, text) => {
    expect(lead({ 'c.js': constant, 'd.js': "export const NAME = 'w';", 'main.js': text })).toEqual(['main.js:2 w.js']);
  });

  it.each([
    ['a let that is changed', "export let FILE = './w.js';\nexport const set = (x) => { FILE = x; };"],
    ['nothing of the name', "const FILE = './w.js';"],
    ['a ring', "import { B } from './d.js';\nexport const FILE = B;"],
  ])('%s leaves it open', (_, constant) => {
    const main = "import { FILE } from './c.js';\nnew Worker(new URL(FILE, import.meta.url));";
    const index = indexProject({
      'w.js': WORKER,
      'c.js': constant,
      'd.js': "import { FILE } from './c.js';\nexport const B = FILE;",
      'main.js': main,
    });
    expect(index.findTarget(`${index.root}/main.js`, 2)).toBeNull();
  });

  it('is read again when its file has changed', () => {
    const main = "import { FILE } from './c.js';\nnew Worker(new URL(FILE, import.meta.url));";
    const root = makeProject({
      'w.js': WORKER,
      'long.js': WORKER,
      'c.js': "export const FILE = './w.js';",
      'main.js': main,
    });
    expect(listStarts(getIndexOf(root, SETTINGS))).toEqual(['main.js:2 worker web -> w.js (resolved)']);
    writeFiles(root, { 'c.js': "export const FILE = './long.js';" });
    vi.spyOn(performance, 'now').mockReturnValue(NOW + 3_600_000);
    expect(listStarts(getIndexOf(root, SETTINGS))).toEqual(['main.js:2 worker web -> long.js (resolved)']);
  });

  it('is a message too, where it is posted and where it is compared', () => {
    const index = indexProject({
      'messages.js': "export const STOP = 'please-stop';",
      'w.js':
        "import { STOP } from './messages.js';\nself.onmessage = ({ data }) => { if (data === STOP) self.close(); };",
      'main.js': `import { STOP } from './messages.js';\nconst w = new Worker(${W});\nw.postMessage(STOP);`,
    });
    expect(index.starts[0]?.posts.map(({ value }) => value)).toEqual(['please-stop']);
    const [worker] = index.workers();
    expect(worker?.hears.map(({ value }) => value)).toEqual(['please-stop']);
    expect(worker?.isOpen).toBe(false);
  });
});
