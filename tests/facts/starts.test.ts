import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { getPosts } from '../../src/facts/messages/posts.ts';
import type { StartLookups } from '../../src/facts/starts/spawn.ts';
import { getStartRows } from '../../src/facts/starts/start-rows.ts';
import { getStarts, listWrapperCalls } from '../../src/facts/starts/starts.ts';
import { parseFile } from '../support/parse.ts';

const ROOT = process.cwd();
const { byKey, methods } = getStartRows(ROOT, []);
const LOOKUPS: StartLookups = {
  methods,
  findRow: ({ module, path: name }) => byKey.get(`${module}#${name || 'default'}`) ?? null,
};
const NODE = "import { Worker } from 'node:worker_threads';\nimport path from 'node:path';\n";
const W = "new URL('./w.js', import.meta.url)";

/** `3 worker web w.js`, `~` behind what may be something else; what has to hold, and what names it where nothing is known. */
function list(text: string, lookups = LOOKUPS): string[] {
  const { starts } = getStarts(parseFile(text, { filename: 'src/main.ts' }), lookups);
  return starts.map(({ line, row, values, isEval, condition, text: written }) => {
    const texts = values.texts.map((value) => value.replace(/^file:\/\//, '').replace(`${ROOT}/src/`, ''));
    const what = isEval
      ? 'eval'
      : texts.length > 0
        ? `${texts.join(' ')}${values.isComplete ? '' : '~'}`
        : `<${written}>`;
    return `${line} ${row.kind} ${row.library} ${what}${condition === 'none' ? '' : ` if ${condition}`}`;
  });
}

/** The lines with their values only, of a text behind two lines of imports. */
function lead(text: string): string[] {
  return list(NODE + text).map((start) => start.replace(/ \w+ \S+ /, ' '));
}

describe('what starts a file', () => {
  it.each([
    ['an import', `import { Worker as T } from 'worker_threads'; new T(${W});`, 'worker worker_threads w.js'],
    ['a namespace', `import * as wt from 'worker_threads'; new wt.Worker(${W});`, 'worker worker_threads w.js'],
    [
      'a later import',
      `const { Worker } = await import('worker_threads'); new Worker(${W});`,
      'worker worker_threads w.js',
    ],
    ['require', "new (require('worker_threads').Worker)(require.resolve('./w'));", 'worker worker_threads require:./w'],
    [
      'one class or another',
      `let Worker; try { Worker = require('worker_threads').Worker; } catch { Worker = self.Worker; } new Worker(${W});`,
      'worker worker_threads w.js',
    ],
    [
      'a module that a compiler keeps in a name of many uses',
      `var _a, W; (_a = f(), go(_a)); (_a = require('worker_threads'), W = _a.Worker); new W(${W});`,
      'worker worker_threads w.js',
    ],
    ['the global', `new Worker(${W});`, 'worker web w.js'],
    ['a member of the global', `new globalThis.SharedWorker(${W});`, 'worker web w.js'],
    ['type arguments', `new Worker<Message>(${W});`, 'worker web w.js'],
    ['a subclass without a constructor', `class A extends Worker { f() {} } new A(${W});`, 'worker web w.js'],
    [
      'text',
      "import { Worker } from 'worker_threads'; new Worker(code, { eval: true });",
      'worker worker_threads eval',
    ],
    [
      'text, as options of its own say',
      "import { Worker } from 'worker_threads'; const o = { eval: true }; new Worker(code, { ...o, eval: true }); ",
      'worker worker_threads eval',
    ],
    ['piscina', "import Piscina from 'piscina'; new Piscina({ filename: './w.js' });", 'pool piscina ./w.js'],
    [
      'options in a name',
      "import { Piscina } from 'piscina'; const filename = './w.js', o = { filename }; new Piscina(o);",
      'pool piscina ./w.js',
    ],
    ['workerpool', "import workerpool from 'workerpool'; workerpool.pool('./w.js');", 'pool workerpool ./w.js'],
    [
      'poolifier',
      "import { FixedThreadPool } from 'poolifier'; new FixedThreadPool(4, './w.js');",
      'pool poolifier ./w.js',
    ],
    ['threads', "import { spawn, Worker } from 'threads'; spawn(new Worker('./w'));", 'worker threads ./w'],
    ['web-worker', `import Worker from 'web-worker'; new Worker(${W});`, 'worker web-worker w.js'],
    ['fork', "import { fork } from 'child_process'; fork('./w.js');", 'fork child_process ./w.js'],
    [
      'fork by another name',
      "import * as cp from 'child_process'; const go = cp.fork; go('./w.js');",
      'fork child_process ./w.js',
    ],
    ['bullmq', `import { Worker } from 'bullmq'; new Worker('mails', ${W});`, 'job bullmq w.js'],
  ])('%s', (_, text, start) => {
    expect(list(text)).toEqual([`1 ${start}`]);
  });

  it.each([
    ['another Worker', "import { Worker } from '@temporalio/worker'; new Worker(file);"],
    ['a class of the file', "class Worker {} new Worker('./w.js');"],
    ['a parameter', 'function f(Worker) { new Worker(); }'],
    [
      'a processor that is a function',
      "import { Worker } from 'bullmq'; new Worker('mails', async (job) => send(job));",
    ],
    ['a processor that is another one', "import { Worker } from 'bullmq'; new Worker('mails', send);"],
    ['another fork', "import { fork } from './git.js'; fork('./w.js');"],
    ['a type', "import type { Worker } from 'worker_threads'; let w: Worker;"],
    [
      'a pool of functions',
      "import Piscina from 'piscina'; new Piscina({ minThreads: 1 }); new Piscina(options); new Piscina();",
    ],
    ['a text', "const help = \"new Worker('./w.js')\" + `new Worker('./w.js')`;"],
  ])('not %s', (_, text) => {
    expect(list(text)).toEqual([]);
  });

  it('a class that has a worker in its name, if it is given a file', () => {
    expect(list(`import { FarmWorker } from './farm.js'; new FarmWorker(${W}); new FarmWorker(options);`)).toEqual([
      '1 worker ./farm.js w.js if file',
    ]);
    expect(list(`new this.MyWorker(${W});`)).toEqual(['1 worker MyWorker w.js if file']);
  });

  it('each at its line, with what names it', () => {
    expect(list('new Worker(\n  file);\ncluster\n  .pool(1);\nnew Worker(`' + 'x'.repeat(100) + '${y}`);')).toEqual([
      '1 worker web <file>',
      `5 worker web <\`${'x'.repeat(78)}…>`,
    ]);
  });

  it('where the code has what tokens take for something else', () => {
    expect(list(`const help = <T,>(x) => x / 2, re = io.in / 1024, w = new Worker(${W}), q = io.out / re;`)).toEqual([
      '1 worker web w.js',
    ]);
  });
});

describe('what a bundler makes a worker of', () => {
  it.each([
    ['vite', "import W from './w?worker'; new W();", 'require:./w'],
    ['vite, inline', "import W from './w.js?sharedworker&inline'; new W({ name: 'x' });", 'require:./w.js'],
    ['vite, handed on', "export { default } from './w.js?worker';", 'require:./w.js'],
    ['vite, later', "const W = await import('./w.js?worker');", 'require:./w.js'],
    ['vite, url', "import url from './w.js?worker&url'; new Worker(url);", 'require:./w.js'],
    ['worker-loader', "import W from '!!worker-loader?inline!./w'; new W();", 'require:./w'],
    ['worker-loader in CommonJS', "const W = require('worker-loader!./w'); new W();", 'require:./w'],
    ['a name', "import W from './x.worker'; new W();", 'require:./x.worker if no-class'],
  ])('%s', (_, text, start) => {
    expect(list(text)).toEqual([`1 worker web ${start}`]);
  });

  it.each([
    ['a type', "import type W from './w?worker';"],
    ['another import', "import W from './w?workers'; new W();"],
    ['a named export', "import { W } from './x.worker.js'; new W();"],
  ])('not %s', (_, text) => {
    expect(list(text)).toEqual([]);
  });
});

describe('a function that is given the file', () => {
  it.each([
    ['a function', `function start(file) { return new Worker(file); }\nstart(${W});`],
    [
      'one with types',
      `async function start(name: string, file: URL): Promise<Worker> { return new Worker(file, { name }); }\nstart('a', ${W});`,
    ],
    ['an arrow function', `const start = (file) => new Worker(file);\nstart(${W});`],
    ['a function expression', `const start = function (file) { if (file) return new Worker(file); };\nstart?.(${W});`],
    [
      'a named option',
      `function start({ file, size = 1 }) { return new Worker(file); }\nstart({ size: 2, file: ${W} });`,
    ],
    [
      'an option of a parameter',
      `function start(options) { return new Worker(options.file); }\nstart({ file: ${W} });`,
    ],
    [
      'a path that it completes',
      "function start(name) { return new Worker(path.join(import.meta.dirname, `${name}.js`)); }\nstart('w');",
    ],
    [
      'a name in between',
      `function start(file) { const url = new URL(file, import.meta.url); return new Worker(url); }\nstart('./w.js');`,
    ],
    [
      'both parts',
      "function start(dir, name) { return new Worker(path.join(dir, name)); }\nstart(import.meta.dirname, 'w.js');",
    ],
    ['a class', `class Pool { constructor(file) { this.w = new Worker(file); } }\nnew Pool(${W});`],
    ['a class expression', `const Pool = class { constructor(file) { this.w = new Worker(file); } };\nnew Pool(${W});`],
    [
      'a parameter that is a field',
      `class Pool { constructor(private readonly file: URL, n = 1) { this.w = new Worker(file); } }\nnew Pool(${W});`,
    ],
    [
      'a field of a class',
      `class Pool { constructor(file) { this.file = file; } start() { return new Worker(this.file); } }\nnew Pool(${W});`,
    ],
    [
      'a class that extends a worker',
      `class Any extends Worker { constructor(file) { super(file); } }\nnew Any(${W});`,
    ],
    [
      'its subclass',
      `class Any extends Worker { constructor(file) { super(file); } } class One extends Any { constructor() {\n super(${W}); } }`,
    ],
    [
      'a function around the one that starts',
      `function create(file) { return () => { const again = () => new Worker(file); again(); }; }\ncreate(${W});`,
    ],
    [
      'a function that calls another',
      `const start = (file) => new Worker(file); function go(file) { return start(file); }\ngo(${W});`,
    ],
  ])('%s is started where it is called', (_, text) => {
    expect(lead(text)).toEqual(['4 w.js']);
  });

  it('several calls start several files', () => {
    expect(lead(`const start = (file) => new Worker(file);\nstart(${W});\nstart('./v.js');`)).toEqual([
      '4 w.js',
      '5 ./v.js',
    ]);
  });

  it('a default is started where it is written', () => {
    expect(lead(`function start(file = ${W}) { return new Worker(file); }\nstart('./v.js');`)).toEqual([
      '3 w.js~',
      '4 ./v.js',
    ]);
  });

  it.each([
    ['it is exported', `export function start(file) { return new Worker(file); }\nstart(${W});`],
    ['it is a method', `class P { start(file) { return new Worker(file); } }\nnew P().start(${W});`],
    ['a call gives something else', `const start = (file) => new Worker(file);\nstart(${W}, start(other));`],
    ['it is handed on', `const start = (file) => new Worker(file);\nstart(${W}); files.map(start);`],
  ])('stays unknown itself where %s', (_, text) => {
    expect(lead(text)).toEqual(['3 <file>', '4 w.js']);
  });

  it.each([
    ['a method of the same name', `function start(file) { return new Worker(file); }\nserver.start(${W});`],
    ['another parameter', `function start(file, other) { return new Worker(file); }\nstart(x, ${W});`],
    [
      'a variable of the same name inside',
      `function start(file) { { let file = other(); return new Worker(file); } }\nstart(${W});`,
    ],
    ['no call', 'function start(file) { return new Worker(file); }'],
    ['a function that calls itself', 'function start(file) { start(file); return new Worker(file); }'],
  ])('%s tells nothing', (_, text) => {
    expect(lead(text)).toEqual(['3 <file>']);
  });
});

describe('an export that is given the file', () => {
  const wrappers = (text: string): string[] => {
    const found = getStarts(parseFile(NODE + text, { filename: 'src/start.ts' }), LOOKUPS).wrappers;
    return found.map(({ name, row }) => `${name} ${row.file.argument}${row.file.property ?? ''} ${row.library}`);
  };

  it.each([
    ['a function', 'export function start(file) { return new Worker(file); }', ['start 0 worker_threads']],
    ['the default', 'export default (name, { file }) => new Worker(file);', ['default 1file worker_threads']],
    [
      'a list',
      'function start(file: URL) { return new Worker(file!); } export { start as go, start };',
      ['go 0 worker_threads', 'start 0 worker_threads'],
    ],
    [
      'CommonJS',
      'module.exports = { start }; function start(file) { return new Worker(file); }',
      ['start 0 worker_threads'],
    ],
    ['a property', 'exports.start = function (file) { return new Worker(file); };', ['start 0 worker_threads']],
    ['a class', 'export class Pool { constructor(o) { this.w = new Worker(o.file); } }', ['Pool 0file worker_threads']],
    [
      'a class of a class',
      'class A extends Worker { constructor(file) { super(file); } } export class B extends A { constructor(n, file) { super(file); } }',
      ['B 1 worker_threads'],
    ],
    [
      'one that calls another',
      'const start = (file) => new Worker(file); export const go = (name, file) => start(file);',
      ['go 1 worker_threads'],
    ],
    ['none that completes a path', 'export const start = (name) => new Worker(`./${name}.js`);', []],
    ['none that is not exported', 'const start = (file) => new Worker(file);', []],
  ])('%s', (_, text, found) => {
    expect(wrappers(text)).toEqual(found);
  });

  it.each([
    ['an import', `import { start } from './start.js';\nstart(${W});`],
    ['a renamed import', `import { start as go } from './start.js';\ngo(${W});`],
    ['a namespace', `import * as s from './start.js';\ns.start(${W});`],
    ['CommonJS', "const { start } = require('./start.js');\nstart(require.resolve('./w'));"],
    ['new', `import { start as Pool } from './start.js';\nnew Pool(${W});`],
  ])('is called by %s', (_, text) => {
    const row = { kind: 'worker' as const, library: 'web', file: { argument: 0 }, isWeb: true };
    const findRow: StartLookups['findRow'] = ({ module, path: name }) =>
      module === './start.js' && name === 'start' ? row : null;
    const calls = listWrapperCalls(parseFile(text, { filename: 'src/main.ts' }), { methods, findRow });
    expect(calls).toMatchObject([{ line: 2, condition: 'file', row }]);
  });
});

describe('a class that extends what is given a file', () => {
  it.each([
    ['the platform', `class Resize extends Worker {\n  constructor() { super(${W}); } }`, ['4 w.js']],
    [
      'a pool',
      `import Piscina from 'piscina'; class Resize extends Piscina {\n  constructor() { super({ filename: ${W}.href }); } }`,
      ['4 w.js'],
    ],
    ['a class of its own', `class Resize extends Base {\n  constructor() { super(${W}); } }`, []],
  ])('%s', (_, text, found) => {
    expect(lead(text)).toEqual(found);
  });
});

describe('jobs in files', () => {
  it("bree's folder", () => {
    const text =
      "import Bree from 'bree';\nnew Bree({ root: '/tasks', jobs: [\n  'a',\n  { name: 'b' },\n  { name: 'c', path: './c.js' },\n  { name: 'd', path: () => {} },\n  () => {}] });";
    expect(list(text)).toEqual(['3 job bree /tasks/a', '4 job bree /tasks/b', '5 job bree ./c.js if file']);
  });

  it("bree's folder by default", () => {
    expect(list("const Bree = require('bree');\nnew Bree({ jobs: ['a'] }).start();")).toEqual(['2 job bree jobs/a']);
  });

  it("bull's processors", () => {
    const text =
      "const Queue = require('bull');\nconst q = new Queue('q');\nq.process('./w.js');\nq\n  .process('name', 5, './v.js');\nq.process(async (job) => {});";
    expect(list(text)).toEqual(['3 job bull ./w.js if file', '5 job bull ./v.js if file']);
  });

  it('a process() of anything else is none', () => {
    expect(list("import 'bull'; server.process('./w.js');")).toEqual([]);
  });

  it.each(['piscina', 'tinypool'])('the file of one task of %s', (name) => {
    const text = `import Pool from '${name}';\nconst pool = new Pool();\nawait pool.run(1, { filename: ${W}.href });\nawait pool.run(2);`;
    expect(list(text)).toEqual([`3 pool ${name} w.js if file`]);
  });
});

describe('what a file posts', () => {
  it('texts, fields and flags', () => {
    const text =
      "const STOP = 'end', message = { type: 'done' };\nw.postMessage('stop');\nw?.postMessage({ type: 'stop', id: 1 });\nchild.send({ stop: true });\nw.postMessage(STOP);\nw.postMessage(message);\nw.postMessage(any);\nsend('x');\nw.postMessage(x ? { type: 'a' } : 'b');";
    const posts = getPosts(parseFile(text));
    expect(posts.map(({ value, field, line }) => `${line} ${field ?? ''}=${value}`)).toEqual([
      '2 =stop',
      '3 type=stop',
      '4 stop=true',
      '5 =end',
      '6 type=done',
      '9 =b',
      '9 type=a',
    ]);
  });

  it('constants of other files', () => {
    const findConstant = (specifier: string, name: string): { texts: string[]; isComplete: boolean } => {
      return { texts: [path.basename(specifier) + name], isComplete: true };
    };
    const posts = getPosts(parseFile("import { STOP } from './m.js'; w.postMessage(STOP);"), { findConstant });
    expect(posts.map(({ value }) => value)).toEqual(['m.jsSTOP']);
  });
});
