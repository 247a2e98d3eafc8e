import { describe, expect, it } from 'vitest';
import { findCancellableRow, findYieldRow } from '../../src/semantics/platform-rows.ts';
import { findPoolRow, findSleepRow, findWorkerRow } from '../../src/semantics/rows.ts';
import { findTypeRow } from '../../src/semantics/type-row.ts';
import type { Node, TSESTree } from '../../src/source/types.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { type ParseOptions, parseMarked } from '../support/parse.ts';

type Find<N extends Node, R> = (file: SourceFile, node: N) => R;

/** The answer for the node between `[|` and `|]`. */
function ask<N extends Node, R>(find: Find<N, R>, code: string, options?: ParseOptions): R {
  const { file, nodes } = parseMarked(code, options);
  return find(file, nodes[0] as N);
}

describe('findWorkerRow', () => {
  it.each([
    ["import { Worker } from 'worker_threads'; [|new Worker(f)|];", 'node'],
    ["import { Worker } from 'worker_threads'; class W extends Worker {} [|new W(f)|];", 'node'],
    ["import wt from 'worker_threads'; class A extends wt.Worker {} class B extends A {} [|new B(f)|];", 'node'],
    ["import { Worker } from 'worker_threads'; const W = class extends Worker {}; [|new W(f)|];", 'node'],
    ["const W = globalThis.Worker ?? require('worker_threads').Worker; [|new W(f)|];", 'web'],
    ["const W = isNode ? require('worker_threads').Worker : Worker; [|new W(f)|];", 'node'],
    ['[|new Worker(u)|];', 'web'],
    ['[|new SharedWorker(u)|];', 'web'],
    ["import Worker from 'web-worker'; [|new Worker(u)|];", 'web'],
    ["const Worker = require('web-worker'); [|new Worker(u)|];", 'web'],
    ["import { BlobWorker } from 'threads'; [|BlobWorker.fromText(t)|]; ", undefined],
    ["import { Worker } from 'bullmq'; [|new Worker('q', f)|];", undefined],
    ['class Worker {} [|new Worker()|];', undefined],
    ['class A extends B {} class B extends A {} [|new A()|];', undefined],
    ["import type { Worker } from 'worker_threads'; [|new Worker(f)|];", undefined],
    ['[|new Promise(f)|];', undefined],
  ])('%s', (code, platform) => {
    expect(ask(findWorkerRow as Find<Node, ReturnType<typeof findWorkerRow>>, code)?.platform).toBe(platform);
  });
});

describe('findPoolRow', () => {
  const settings = { graceful: { pools: [{ module: './lib/pool.ts', constructors: ['Pool'], kills: ['kill'] }] } };

  it.each([
    ["import Piscina from 'piscina'; [|new Piscina()|];", 'piscina'],
    ["import { Piscina } from 'piscina'; [|new Piscina()|];", 'piscina'],
    ["const Piscina = require('piscina'); [|new Piscina()|];", 'piscina'],
    ["import Piscina from 'piscina'; [|new Piscina.Piscina()|];", 'piscina'],
    ["const p_1 = __importDefault(require('piscina')); [|new p_1.default()|];", 'piscina'],
    ["import { Tinypool } from 'tinypool'; class P extends Tinypool {} [|new P()|];", 'tinypool'],
    ["import workerpool from 'workerpool'; [|workerpool.pool(f)|];", 'workerpool'],
    ["import * as workerpool from 'workerpool'; [|workerpool.pool(f)|];", 'workerpool'],
    ["const { Worker } = require('jest-worker'); [|new Worker(f)|];", 'jest-worker'],
    ["import { Pool } from 'threads'; [|Pool(() => spawn(w), 2)|];", 'threads'],
    ["import { FixedThreadPool } from 'poolifier'; [|new FixedThreadPool(2, f)|];", 'poolifier'],
    ["import * as Comlink from 'comlink'; [|Comlink.wrap(w)|];", 'comlink'],
    ["import { createWorker } from 'tesseract.js'; [|createWorker('eng')|];", 'tesseract.js'],
    ["import { Pool } from 'pg'; [|new Pool()|];", undefined],
    ["import Piscina from 'piscina'; const p = new Piscina(); [|p.run()|];", undefined],
  ])('%s', (code, module) => {
    expect(ask(findPoolRow as Find<Node, ReturnType<typeof findPoolRow>>, code)?.module).toBe(module);
  });

  it.each([
    ['src/a.ts', '../lib/pool.js', true],
    ['src/deep/a.ts', '../../lib/pool', true],
    ['a.ts', './lib/pool.ts', true],
    ['src/a.ts', './lib/pool.js', false],
  ])("finds the user's file from %s by %s: %s", (filename, specifier, isFound) => {
    const code = `import { Pool } from '${specifier}'; [|new Pool()|];`;
    const row = ask(findPoolRow as Find<Node, ReturnType<typeof findPoolRow>>, code, { filename, settings });
    expect(row !== null).toBe(isFound);
  });
});

describe('findSleepRow', () => {
  const settings = { graceful: { sleeps: [{ module: 'my-sleep', name: 'default', signal: 'argument' }] } };

  it.each([
    ["import { setTimeout } from 'timers/promises'; [|setTimeout(5)|];", 'options', 2],
    ["import * as timers from 'node:timers/promises'; [|timers.scheduler.wait(5)|];", 'options', 1],
    ["import { promisify } from 'util'; const sleep = promisify(setTimeout); [|sleep(5)|];", 'options', 2],
    ["import delay from 'delay'; [|delay(5)|];", 'options', 1],
    ["const delay = require('delay'); [|delay(5)|];", 'options', 1],
    ["const delay_1 = __importDefault(require('delay')); [|(0, delay_1.default)(5)|];", 'options', 1],
    ["import { delay } from 'es-toolkit'; [|delay(5)|];", 'options', 1],
    ["import Promise from 'bluebird'; [|Promise.delay(5)|];", null, undefined],
    ['[|Bun.sleep(5)|];', null, undefined],
    ["import sleep from 'my-sleep'; [|sleep(5)|];", 'argument', undefined],
    ['[|setTimeout(f, 5)|];', undefined, undefined],
    ['[|Promise.delay(5)|];', undefined, undefined],
    ["import { setTimeout } from './timers/promises'; [|setTimeout(5)|];", undefined, undefined],
  ])('%s', (code, signal, optionsAt) => {
    const row = ask(findSleepRow, code, { settings });
    expect(row?.signal).toBe(signal);
    expect(row?.optionsAt).toBe(optionsAt);
  });
});

describe('findTypeRow', () => {
  const imports = [
    "import type { Worker as NodeWorker } from 'node:worker_threads';",
    "import type Piscina from 'piscina';",
    "import type * as workerpool from 'workerpool';",
    "import { pool } from 'workerpool';",
    "import * as wt from 'worker_threads';",
    'class Own extends wt.Worker {}',
    'type Alias = NodeWorker | null;',
  ].join('\n');

  it.each([
    ['NodeWorker', 'node', ''],
    ['NodeWorker | undefined', 'node', ''],
    ['wt.Worker', 'node', ''],
    ['Worker', 'web', ''],
    ['Own', 'node', ''],
    ['Alias', 'node', ''],
    ['Piscina', 'piscina', ''],
    ['Piscina | null', 'piscina', ''],
    ['workerpool.Pool', 'workerpool', ''],
    ['Readonly<NodeWorker>', 'node', ''],
    ['InstanceType<typeof wt.Worker>', 'node', ''],
    ['ReturnType<typeof pool>', 'workerpool', ''],
    ['NodeWorker[]', 'node', 'collection'],
    ['readonly (NodeWorker | null)[]', 'node', 'collection'],
    ['[NodeWorker, number]', 'node', 'collection'],
    ['Array<NodeWorker>', 'node', 'collection'],
    ['Set<NodeWorker>', 'node', 'collection'],
    ['Map<string, NodeWorker>', 'node', 'collection'],
    ['Record<string, NodeWorker[]>', 'node', 'collection'],
    ['Promise<NodeWorker>', 'node', 'promise'],
    ['Promise<NodeWorker[]>', 'node', 'collection promise'],
    ['Map<NodeWorker, number>', undefined, undefined],
    ['Box<NodeWorker>', undefined, undefined],
    ['(worker: NodeWorker) => void', undefined, undefined],
    ['ReturnType<typeof wt.Worker>', undefined, undefined],
    ['string', undefined, undefined],
    ['Circle', undefined, undefined],
  ])('%s', (type, of, wrapped) => {
    const { file, nodes } = parseMarked(`${imports}\ntype Circle = Circle | Circle;\nlet x: [|${type}|];`);
    const found = findTypeRow(file, nodes[0] as TSESTree.TypeNode);
    expect(found && ('platform' in found.row ? found.row.platform : found.row.module)).toBe(of ?? null);
    const words = [found?.isCollection && 'collection', found?.isPromise && 'promise'].filter(Boolean).join(' ');
    expect(words).toBe(wrapped ?? '');
  });

  it('takes a class of the file for what it is', () => {
    expect(ask(findTypeRow, 'class Worker {} let x: [|Worker|];')).toBeNull();
    expect(ask(findTypeRow, 'function f<Worker>(x: [|Worker|]) {}')).toBeNull();
    expect(ask(findTypeRow, "import type { Worker } from 'bullmq'; let x: [|Worker|];")).toBeNull();
  });
});

describe('findCancellableRow', () => {
  it.each([
    ["import { once } from 'events'; [|once(e, 'x')|];", 2],
    ['[|fetch(u)|];', 1],
    ["import rl from 'readline/promises'; const r = rl.createInterface(o); [|r.question('?')|];", 1],
    ["import { promises as rl } from 'readline'; [|rl.createInterface(o).question('?')|];", 1],
    ["import { pipeline } from 'stream/promises'; [|pipeline(a, b)|];", 'last'],
    ["import rl from 'readline'; const r = rl.createInterface(o); [|r.question('?')|];", undefined],
    ['[|window.open(u)|];', undefined],
  ])('%s', (code, optionsAt) => {
    expect(ask(findCancellableRow, code)?.optionsAt).toBe(optionsAt);
  });
});

describe('findYieldRow', () => {
  it.each([
    ["import { setImmediate } from 'timers/promises'; [|setImmediate()|];", 'await', 'always'],
    ["import fs from 'fs/promises'; [|fs.stat(f)|];", 'await', 'always'],
    ["import { promises } from 'fs'; [|promises.stat(f)|];", 'await', 'always'],
    ['[|Promise.resolve()|];', 'await', 'never'],
    ["[|new Blob(['a']).text()|];", 'await', 'never'],
    ['const b = new Blob([]); [|b.text()|];', 'await', 'never'],
    ["import { Readable } from 'stream'; [|Readable.from([1])|];", 'for-await', 'never'],
    ["import { createReadStream } from 'fs'; [|createReadStream(f)|];", 'for-await', 'always'],
    ["import { Readable } from 'stream'; [|Readable.from([1])|];", 'await', undefined],
    ['[|work()|];', 'await', undefined],
    ['[|a.b.text()|];', 'await', undefined],
  ] as const)('%s by %s', (code, form, turns) => {
    const { file, nodes } = parseMarked(code);
    expect(findYieldRow(file, nodes[0] as TSESTree.CallExpression, form)?.turns).toBe(turns);
  });
});
