import { describe, expect, it } from 'vitest';
import { findOrigin, findOriginKey, isCallTo } from '../../src/semantics/origin.ts';
import { parseMarked } from '../support/parse.ts';

/** The key of the expression between `[|` and `|]`. */
function getKey(code: string, sourceType: 'module' | 'script' = 'module'): string | null {
  const { file, nodes } = parseMarked(code, { sourceType });
  return findOriginKey(file, nodes[0]!);
}

const WORKER: readonly [form: string, code: string][] = [
  ['named import', "import { Worker } from 'node:worker_threads'; new [|Worker|](f);"],
  ['without node:', "import { Worker } from 'worker_threads'; new [|Worker|](f);"],
  ['renamed import', "import { Worker as W } from 'node:worker_threads'; new [|W|](f);"],
  ['string name', "import { 'Worker' as W } from 'node:worker_threads'; new [|W|](f);"],
  ['namespace import', "import * as wt from 'node:worker_threads'; new [|wt.Worker|](f);"],
  ['default import of a built-in module', "import wt from 'node:worker_threads'; new [|wt.Worker|](f);"],
  ['default as a name', "import { default as wt } from 'node:worker_threads'; new [|wt.Worker|](f);"],
  ['later destructuring', "import * as wt from 'worker_threads'; const { Worker } = wt; new [|Worker|](f);"],
  ['destructured with another name', "const { Worker: W } = require('worker_threads'); new [|W|](f);"],
  ['rest of a pattern', "const { parentPort, ...wt } = require('worker_threads'); new [|wt.Worker|](f);"],
  ['const alias', "import { Worker } from 'worker_threads'; const W = Worker; new [|W|](f);"],
  ['let alias, assigned once', "import { Worker } from 'worker_threads'; let W = Worker; new [|W|](f);"],
  ['assigned after its declaration', "let W; W = require('worker_threads').Worker; new [|W|](f);"],
  ['destructured after its declaration', "let Worker; ({ Worker } = require('worker_threads')); new [|Worker|](f);"],
  ['member alias', "import * as wt from 'worker_threads'; const W = wt.Worker; const V = W; new [|V|](f);"],
  ['computed member', "import * as wt from 'worker_threads'; new [|wt['Worker']|](f);"],
  ['require, destructured', "const { Worker } = require('node:worker_threads'); new [|Worker|](f);"],
  ['require, member', "const Worker = require('worker_threads').Worker; new [|Worker|](f);"],
  ['require, object', "const wt = require('worker_threads'); new [|wt.Worker|](f);"],
  ['require, in place', "new ([|require('worker_threads').Worker|])(f);"],
  ['module.require', "new ([|module.require('worker_threads').Worker|])(f);"],
  ['template', 'const wt = require(`worker_threads`); new [|wt.Worker|](f);'],
  ['await import', "const { Worker } = await import('node:worker_threads'); new [|Worker|](f);"],
  ['await import, object', "const wt = await import('node:worker_threads'); new [|wt.Worker|](f);"],
  ['await import, default', "const { default: wt } = await import('node:worker_threads'); new [|wt.Worker|](f);"],
  ['await import, in place', "new ([|(await import('node:worker_threads')).Worker|])(f);"],
  ['promise of an import', "const p = import('worker_threads'); const { Worker } = await p; new [|Worker|](f);"],
  ['import().then', "import('worker_threads').then(({ Worker }) => { new [|Worker|](f); });"],
  ['import().then, object', "import('worker_threads').then(function (wt) { new [|wt.Worker|](f); });"],
  [
    'createRequire',
    `import { createRequire } from 'node:module';
     const load = createRequire(import.meta.url);
     new ([|load('worker_threads').Worker|])(f);`,
  ],
  [
    'createRequire, named require',
    `import { createRequire } from 'module';
     const require = createRequire(import.meta.url);
     const { Worker } = require('worker_threads');
     new [|Worker|](f);`,
  ],
  ['getBuiltinModule', "const { Worker } = process.getBuiltinModule('node:worker_threads'); new [|Worker|](f);"],
  [
    'getBuiltinModule of an imported process',
    "import process from 'node:process'; new ([|process.getBuiltinModule('worker_threads').Worker|])(f);",
  ],
  ['import =', "import wt = require('worker_threads'); new [|wt.Worker|](f);"],
  ['import = of a member', "import * as wt from 'worker_threads'; import W = wt.Worker; new [|W|](f);"],
  ['with type assertions', "import * as wt from 'worker_threads'; new [|(wt as any).Worker|](f);"],
  ['optional chain', "const wt = require('worker_threads'); const W = wt?.Worker; new [|W|](f);"],
  ['TypeScript output', "const worker_threads_1 = require('worker_threads'); new [|worker_threads_1.Worker|](f);"],
  ['__importDefault', "const wt_1 = __importDefault(require('worker_threads')); new [|wt_1.default.Worker|](f);"],
  ['__importStar', "const wt = __importStar(require('worker_threads')); new [|wt.Worker|](f);"],
  ['tslib', "const wt = tslib_1.__importStar(require('worker_threads')); new [|wt.Worker|](f);"],
  ['Babel default', "var _wt = _interopRequireDefault(require('worker_threads')); new [|_wt.default.Worker|](f);"],
  ['Babel wildcard', "var wt = _interopRequireWildcard(require('worker_threads')); new [|wt.Worker|](f);"],
  [
    'a lazy import of Babel',
    `function _wt() { const data = require('worker_threads'); _wt = function () { return data; }; return data; }
     new ([|_wt().Worker|])(f);`,
  ],
  ['a function of the file', "function get() { return require('worker_threads').Worker; } new ([|get()|])(f);"],
  ['swc', "const _wt = _interop_require_default._(require('worker_threads')); new [|_wt.default.Worker|](f);"],
  ['esbuild', "var import_wt = __toESM(require('worker_threads'), 1); new [|import_wt.default.Worker|](f);"],
  ['esbuild in a module', "var { Worker } = __require('worker_threads'); new [|Worker|](f);"],
  [
    'Rollup',
    `var wt__namespace = _interopNamespaceDefault(require('worker_threads'));
     new [|wt__namespace.Worker|](f);`,
  ],
  [
    'compiled await import',
    `function* f() {
       const wt = yield Promise.resolve().then(() => __importStar(require('worker_threads')));
       new [|wt.Worker|](f);
     }`,
  ],
];

describe('findOriginKey', () => {
  it.each(WORKER)('knows Worker by %s', (_, code) => {
    expect(getKey(code)).toBe('worker_threads#Worker');
  });

  it.each([
    [
      'a call through a comma',
      `const s_1 = __importDefault(require('../util/sleep'));
       ([|0, s_1.default|])(5);`,
      '../util/sleep#default',
    ],
    ['a default import of a package', "import delay from 'delay'; [|delay|](5);", 'delay#default'],
    ['a member of a default import', "import pool from 'workerpool'; [|pool.pool|]();", 'workerpool#default.pool'],
    ['the module object of a package', "const delay = require('delay'); [|delay|](5);", 'delay#'],
    [
      'promises of timers',
      `import timers from 'timers';
       [|timers.promises.setTimeout|](5);`,
      'timers/promises#setTimeout',
    ],
    ['imported promises', "import { promises as fs } from 'node:fs'; [|fs.readFile|](f);", 'fs/promises#readFile'],
    ['promises of require', "const { readFile } = require('fs').promises; [|readFile|](f);", 'fs/promises#readFile'],
    ['stream promises', "import { promises } from 'stream'; [|promises.pipeline|](a, b);", 'stream/promises#pipeline'],
    ['dns promises', "import dns from 'dns'; [|dns.promises.lookup|](a);", 'dns/promises#lookup'],
    [
      'readline promises',
      `import * as rl from 'readline';
       [|rl.promises.createInterface|](a);`,
      'readline/promises#createInterface',
    ],
    ['promises of another package', "import { promises } from 'x'; [|promises.a|]();", 'x#promises.a'],
    ['events.once', "import events from 'node:events'; [|events.once|](e, 'x');", 'events#once'],
    ['EventEmitter.once', "import { EventEmitter } from 'node:events'; [|EventEmitter.once|](e, 'x');", 'events#once'],
    ['once of the default class', "import EventEmitter from 'events'; [|EventEmitter.on|](e, 'x');", 'events#on'],
    [
      'once of the class by require',
      `const { EventEmitter: E } = require('events');
       const { once } = E;
       [|once|](e);`,
      'events#once',
    ],
    [
      'scheduler',
      `import { scheduler } from 'timers/promises';
       [|scheduler.wait|](5);`,
      'timers/promises#scheduler.wait',
    ],
    [
      'promisify(setTimeout)',
      `import { promisify } from 'util';
       const sleep = promisify(setTimeout);
       [|sleep|](5);`,
      'timers/promises#setTimeout',
    ],
    [
      'promisify of an imported timer',
      `const util = require('util'), timers = require('timers');
       const sleep = util.promisify(timers.setTimeout);
       [|sleep|](5);`,
      'timers/promises#setTimeout',
    ],
    ['timers module', "import { setTimeout as later } from 'node:timers'; [|later|](f, 5);", 'timers#setTimeout'],
    ['bound function', 'const later = setTimeout.bind(globalThis); [|later|](f, 5);', '#setTimeout'],
    ['imported process', "import process from 'node:process'; [|process.exit|](1);", '#process.exit'],
    ['exit of the process module', "import { exit } from 'process'; [|exit|](1);", '#process.exit'],
    ['npm: specifier', "import { Piscina } from 'npm:piscina@^5'; new [|Piscina|]();", 'piscina#Piscina'],
    ['jsr: specifier', "import { delay } from 'jsr:@std/async@1/delay'; [|delay|](5);", '@std/async/delay#delay'],
    ['relative import', "import { sleep } from './sleep.js'; [|sleep|](5);", './sleep.js#sleep'],
  ])('gives %s one name', (_, code, key) => {
    expect(getKey(code)).toBe(key);
  });

  it.each([
    ['[|setTimeout|](f, 5);', '#setTimeout'],
    ['[|globalThis.setTimeout|](f, 5);', '#setTimeout'],
    ['[|window.setTimeout|](f, 5);', '#setTimeout'],
    ['new [|self.Worker|](u);', '#Worker'],
    ['[|global.globalThis.fetch|](u);', '#fetch'],
    ['[|Atomics.wait|](a, 0, 0);', '#Atomics.wait'],
    ['[|AbortSignal.timeout|](5);', '#AbortSignal.timeout'],
    ['const { wait } = Atomics; [|wait|](a, 0, 0);', '#Atomics.wait'],
    ['const { wait: w } = globalThis.Atomics; [|w|](a, 0, 0);', '#Atomics.wait'],
    ['[|self|].onmessage = f;', '#self'],
    ['[|process|].on("exit", f);', '#process'],
  ])('knows the global in %s', (code, key) => {
    expect(getKey(code)).toBe(key);
    expect(getKey(code, 'script')).toBe(key);
  });

  it.each([
    ['a parameter', "import { Worker } from 'worker_threads'; function f(Worker) { new [|Worker|](f); }"],
    ['a local class', 'class Worker {} new [|Worker|](f);'],
    ['a local function', 'function setTimeout() {} [|setTimeout|](f);'],
    ['a shadowed global', 'const Worker = make(); new [|Worker|](f);'],
    ['a shadowed global object', 'function f(globalThis) { [|globalThis.setTimeout|](f); }'],
    ['a shadowed require', "function f(require) { const { Worker } = require('worker_threads'); new [|Worker|](f); }"],
    ['a type-only import', "import type { Worker } from 'worker_threads'; new [|Worker|](f);"],
    ['a type-only specifier', "import { type Worker } from 'worker_threads'; new [|Worker|](f);"],
    ['a type-only namespace', "import type * as wt from 'worker_threads'; new [|wt.Worker|](f);"],
    ['a type-only import =', "import type wt = require('worker_threads'); new [|wt.Worker|](f);"],
    ['a reassigned variable', "let { Worker } = require('worker_threads'); Worker = Other; new [|Worker|](f);"],
    ['a variable declared twice', "var W = require('worker_threads').Worker; var W = Other; new [|W|](f);"],
    ['a caught error', 'try {} catch (Worker) { new [|Worker|](f); }'],
    ['a loop variable', 'for (const Worker of classes) new [|Worker|](f);'],
    ['a value with a default', "const { Worker = Other } = require('worker_threads'); new [|Worker|](f);"],
    ['an element', "const [Worker] = require('worker_threads'); new [|Worker|](f);"],
    ['a computed property', "import * as wt from 'worker_threads'; new [|wt[name]|](f);"],
    ['a computed specifier', 'const { Worker } = require(name); new [|Worker|](f);'],
    ['an import that is not awaited', "const wt = import('worker_threads'); new [|wt.Worker|](f);"],
    ['the second parameter of then', "import('worker_threads').then(f, (wt) => { new [|wt.Worker|](f); });"],
    ['an instance', "import { Worker } from 'worker_threads'; [|new Worker(f).terminate|]();"],
    ['a result', "import { pool } from 'workerpool'; const p = pool(); [|p.exec|](f);"],
    ['a function with branches', "function g() { if (x) return Other; return require('a').b; } [|g()|].c();"],
    ['an async function', "async function g() { return require('a').b; } [|g()|].c();"],
    ['a function that calls itself', 'function g() { return g(); } [|g()|].c();'],
    ['promisify of anything else', "import { promisify } from 'util'; const sleep = promisify(later); [|sleep|](5);"],
    ['a property name', "import { Worker } from 'worker_threads'; ({ [|Worker|]: 1 });"],
    ['a member name', "import { Worker } from 'worker_threads'; a.[|Worker|];"],
    ['a private name', "const wt = require('worker_threads'); class A { #Worker; f() { [|wt.#Worker|]; } }"],
    ['this', '[|this.setTimeout|](f, 5);'],
  ])('leaves out %s', (_, code) => {
    expect(getKey(code)).toBeNull();
  });

  it.each([
    'const a = b; const b = a; [|a|]();',
    'var a = a.b; [|a|]();',
    'const { a } = a; [|a|]();',
    'const a = (() => a)(); [|a|]();',
    'const p = q.then(() => p); const q = await p; const { a } = await p; [|a|]();',
  ])('ends on the circle %s', (code) => {
    expect(getKey(code)).toBeNull();
  });

  it('follows a long chain of aliases', () => {
    const aliases = Array.from({ length: 200 }, (_, i) => `const a${i + 1} = a${i};`).join('\n');
    expect(getKey(`const a0 = setTimeout;\n${aliases}\n[|a200|](f);`)).toBe('#setTimeout');
  });
});

describe('findOrigin', () => {
  it('gives the module object an empty path', () => {
    const { file, nodes } = parseMarked("import * as wt from 'node:worker_threads'; [|wt|].x;");
    expect(findOrigin(file, nodes[0]!)).toEqual({ module: 'worker_threads', path: '' });
  });
});

describe('isCallTo', () => {
  const { file, nodes } = parseMarked(
    `import { Worker } from 'worker_threads';
     import { once } from 'events';
     const w = [|new Worker(f)|];
     [|once(w, 'exit')|];
     [|w.on(f)|];
     [|w|];`,
  );

  it('compares calls and constructions with one key or several', () => {
    const keys = new Set(['worker_threads#Worker', 'events#once']);
    expect(nodes.map((node) => isCallTo(file, node, keys))).toEqual([true, true, false, false]);
    expect(nodes.map((node) => isCallTo(file, node, 'events#once'))).toEqual([false, true, false, false]);
  });

  it('takes nothing for an answer', () => {
    expect(isCallTo(file, null, 'events#once')).toBe(false);
    expect(isCallTo(file, undefined, 'events#once')).toBe(false);
  });
});
