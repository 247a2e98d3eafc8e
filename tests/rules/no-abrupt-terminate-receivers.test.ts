import { describe, expect, it } from 'vitest';
import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { readMarks } from '../support/marks.ts';
import { runRule } from '../support/run-rule.ts';

const NODE = `import { Worker } from 'node:worker_threads';\n`;
const END = `export function close() { [|t.terminate()|]; }`;

/** What is killed, by how it is known to be a worker or pool. */
const killed: Record<string, readonly [name: string, code: string][]> = {
  'import forms': [
    [
      'require',
      `const { Worker } = require('worker_threads'); const t = new Worker('a'); exports.close = () => [|t.terminate()|];`,
    ],
    [
      'require of the whole module',
      `const wt = require('node:worker_threads'); const t = new wt.Worker('a'); exports.close = () => [|t.terminate()|];`,
    ],
    ['namespace import', `import * as wt from 'node:worker_threads'; const t = new wt.Worker('a'); ${END}`],
    ['default import', `import wt from 'node:worker_threads'; const t = new wt.Worker('a'); ${END}`],
    ['renamed import', `import { Worker as W } from 'worker_threads'; const t = new W('a'); ${END}`],
    [
      'createRequire',
      `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
       const { Worker } = require('worker_threads'); const t = new Worker('a'); ${END}`,
    ],
    ['await import', `const { Worker } = await import('node:worker_threads'); const t = new Worker('a'); ${END}`],
    [
      'getBuiltinModule',
      `const { Worker } = process.getBuiltinModule('node:worker_threads'); const t = new Worker('a'); ${END}`,
    ],
    ['import x = require', `import wt = require('node:worker_threads'); const t = new wt.Worker('a'); ${END}`],
    ['bundler query', `import Job from './job?worker'; const t = new Job(); ${END}`],
    ['worker loader', `import Job from './job.worker.js'; const t = new Job(); ${END}`],
    [
      'worker loader with options',
      `import Job from 'worker-loader?inline=no-fallback!./job.mjs'; const t = new Job(); ${END}`,
    ],
    ['global of the web', `const t = new Worker('a.js'); ${END}`],
    ['web-worker package', `import Worker from 'web-worker'; const t = new Worker('a.js'); ${END}`],
    ['subclass', `${NODE}class Job extends Worker {} const t = new Job('a'); ${END}`],
    ['a subclass itself', `${NODE}class Job extends Worker { async close() { await [|this.terminate()|]; } }`],
  ],
  types: [
    [
      'type-only import on a private field',
      `import type { Worker } from 'worker_threads'; class A { #t: Worker | null = null; close() { [|this.#t?.terminate()|]; } }`,
    ],
    [
      'parameter property',
      `${NODE}class A { constructor(private readonly t: Worker) {} close() { [|this.t.terminate()|]; } }`,
    ],
    ['parameter', `${NODE}export function close(t: Worker) { [|t.terminate()|]; }`],
    [
      'array field',
      `${NODE}class A { list: Worker[] = []; close() { for (const t of this.list) [|t.terminate()|]; } }`,
    ],
    [
      'generic array',
      `${NODE}class A { list?: Array<Worker>; close() { this.list?.forEach((t) => [|t.terminate()|]); } }`,
    ],
    [
      'entries of a map',
      `${NODE}class A { map = new Map<string, Worker>(); close() { for (const [, t] of this.map) [|t.terminate()|]; } }`,
    ],
    [
      'values of a map',
      `${NODE}class A { map: Map<string, Worker>; close() { for (const t of this.map.values()) [|t.terminate()|]; } }`,
    ],
    [
      'get of a map',
      `${NODE}class A { map = new Map<string, Worker>(); close(id: string) { [|this.map.get(id)?.terminate()|]; } }`,
    ],
    [
      'forEach of a map',
      `${NODE}class A { map = new Map<string, Worker>(); close() { this.map.forEach((t) => [|t.terminate()|]); } }`,
    ],
    [
      'spread of a set',
      `${NODE}class A { set = new Set<Worker>(); close() { [...this.set].map((t) => [|t.terminate()|]); } }`,
    ],
    [
      'record in a map',
      `${NODE}class A { map = new Map<string, { t: Worker }>(); close() { for (const { t } of this.map.values()) [|t.terminate()|]; } }`,
    ],
    [
      'promise',
      `${NODE}const p: Promise<Worker> = make(); export function close() { p.then((t) => [|t.terminate()|]); }`,
    ],
    [
      'non-null and as',
      `${NODE}class A { t?: Worker; close() { [|this.t!.terminate()|]; [|(this.t as Worker).terminate()|]; } }`,
    ],
  ],
  collections: [
    [
      'push',
      `${NODE}const list = []; list.push(new Worker('a')); export const close = () => Promise.all(list.map((t) => [|t.terminate()|]));`,
    ],
    [
      'Array.from',
      `${NODE}const list = Array.from({ length: 4 }, () => new Worker('a')); export function close() { list.forEach((t) => [|t.terminate()|]); }`,
    ],
    [
      'index',
      `${NODE}const list = []; list[0] = new Worker('a'); export function close() { [|list[0].terminate()|]; }`,
    ],
    [
      'pop',
      `${NODE}const list = [new Worker('a')]; export function close() { while (list.length) [|list.pop().terminate()|]; }`,
    ],
    ['shift', `${NODE}const list = [new Worker('a')]; export function close() { [|list.shift()?.terminate()|]; }`],
    [
      'destructured element',
      `${NODE}const list = [new Worker('a')]; export function close() { const [t] = list; [|t.terminate()|]; }`,
    ],
  ],
  'factories and aliases': [
    ['function', `${NODE}function make() { return new Worker('a'); } const t = make(); ${END}`],
    [
      'arrow into a field',
      `${NODE}const make = () => new Worker('a'); class A { t = make(); close() { [|this.t.terminate()|]; } }`,
    ],
    [
      'async function',
      `${NODE}async function make() { const t = new Worker('a'); await ready(t); return t; } let t; export async function start() { t = await make(); } ${END}`,
    ],
    ['destructured this', `${NODE}class A { t = new Worker('a'); close() { const { t } = this; [|t.terminate()|]; } }`],
    ['self', `${NODE}class A { t = new Worker('a'); close() { const self = this; [|self.t.terminate()|]; } }`],
    [
      'awaited field',
      `${NODE}class A { p = start(); async close() { const worker = await this.p; await [|worker.terminate()|]; } }`,
    ],
    [
      'compiled optional chain',
      `class A { close() { var _a; (_a = this.worker) === null || _a === void 0 ? void 0 : [|_a.terminate()|]; } }`,
    ],
    ['string keys', `${NODE}class A { w = new Worker('a'); close() { [|this['w']['terminate']()|]; } }`],
  ],
  promises: [
    [
      'a promise of a started worker',
      `${NODE}const p = new Promise((resolve) => { const w = new Worker('a'); w.once('online', () => resolve(w)); }); export async function close() { const t = await p; [|t.terminate()|]; }`,
    ],
    [
      'then gives the worker',
      `${NODE}const p = load().then(() => new Worker('a')); export function close() { p.then((t) => [|t.terminate()|]); }`,
    ],
    [
      'a caught promise',
      `${NODE}const p = start().catch(() => null); async function start() { return new Worker('a'); } export const close = async () => { const t = await p; [|t?.terminate()|]; };`,
    ],
    [
      'a list that is awaited first',
      `${NODE}class A { workers = start(); async close() { const workers = await this.starting; workers.forEach((w) => [|w.terminate()|]); } }`,
    ],
    [
      'all of them',
      `${NODE}const p = Promise.all([1, 2].map(async () => new Worker('a'))); export const close = async () => { for (const t of await p) [|t.terminate()|]; };`,
    ],
  ],
  boxes: [
    [
      'useRef',
      `import { useRef } from 'react'; function useJob() { const ref = useRef(null); ref.current = new Worker('a'); useEffect(() => () => { [|ref.current.terminate()|]; }, []); }`,
    ],
    ['typed useRef', `const ref = useRef<Worker>(null); export function stop() { [|ref.current?.terminate()|]; }`],
    ['shallowRef', `const job = shallowRef<Worker | null>(null); onUnmounted(() => [|job.value?.terminate()|]);`],
  ],
  'more collections': [
    [
      'values of an object',
      `${NODE}const jobs = {}; jobs.a = new Worker('a'); export function stop() { Object.values(jobs).forEach((w) => [|w.terminate()|]); }`,
    ],
    [
      'record type',
      `${NODE}const list: Record<string, Worker> = {}; export function stop() { for (const t of Object.values(list)) [|t.terminate()|]; }`,
    ],
    [
      'entries of an object',
      `${NODE}const list: Record<string, Worker> = {}; export function stop() { for (const [id, t] of Object.entries(list)) [|t.terminate()|]; }`,
    ],
    [
      'keys of an object',
      `${NODE}const list: Record<string, Worker> = {}; export function stop() { for (const id in list) [|list[id].terminate()|]; }`,
    ],
    [
      'map of records',
      `${NODE}const all = new Map(); all.set(1, { t: new Worker('a') }); export function stop() { for (const { t } of all.values()) [|t.terminate()|]; }`,
    ],
    [
      'map of records, forEach',
      `${NODE}const all = new Map(); all.set(1, { t: new Worker('a') }); export function stop() { all.forEach(({ t }) => [|t.terminate()|]); }`,
    ],
    [
      'counting loop',
      `${NODE}const all = [new Worker('a')]; export function stop() { for (let i = 0; i < all.length; i++) { const t = all[i]; [|t.terminate()|]; } }`,
    ],
    [
      'concat',
      `${NODE}let all = []; all = all.concat(new Worker('a')); export function stop() { all.map((t) => [|t.terminate()|]); }`,
    ],
    [
      'spread into an array',
      `${NODE}let all = []; all = [...all, new Worker('a')]; export function stop() { all.map((t) => [|t.terminate()|]); }`,
    ],
    [
      'for await',
      `${NODE}const all = [new Worker('a')]; export async function stop() { for await (const t of all) [|t.terminate()|]; }`,
    ],
    [
      'weak map',
      `${NODE}const all = new WeakMap<object, Worker>(); export function stop(key) { [|all.get(key)?.terminate()|]; }`,
    ],
  ],
  'more sources': [
    ['default value', `${NODE}export function stop(t = new Worker('a')) { [|t.terminate()|]; }`],
    ['static field', `${NODE}class A { static t = new Worker('a'); static stop() { [|A.t.terminate()|]; } }`],
    [
      'private method',
      `${NODE}class A { #make() { return new Worker('a'); } t = this.#make(); stop() { [|this.t.terminate()|]; } }`,
    ],
    ['getter', `${NODE}class A { get t() { return this.x ??= new Worker('a'); } stop() { [|this.t.terminate()|]; } }`],
    [
      'destructured result',
      `${NODE}function start() { const t = new Worker('a'); return { t, id: 1 }; } const { t } = start(); ${END}`,
    ],
    ['tuple', `${NODE}function start() { return [new Worker('a'), 1]; } const [t] = start(); ${END}`],
    [
      'assignment in a condition',
      `${NODE}let t; export function stop() { let x; if ((x = t)) [|x.terminate()|]; } export const go = () => { t = new Worker('a'); };`,
    ],
    ['satisfies', `${NODE}const t = new Worker('a') satisfies Worker; ${END}`],
    [
      'conditional class',
      `const W = typeof Worker === 'undefined' ? require('web-worker') : Worker; const t = new W('a'); exports.stop = () => [|t.terminate()|];`,
    ],
    ['self.Worker', `const t = new self.Worker('a'); ${END}`],
    ['window.Worker', `const t = new window.Worker('a'); ${END}`],
    [
      'module variable set in a handler',
      `${NODE}let t; export function start() { once(port, 'x').then(() => { t = new Worker('a'); }); } ${END}`,
    ],
    ['exports', `exports.t = new Worker('a'); exports.stop = () => [|exports.t.terminate()|];`],
    [
      'prototype method',
      `function A() { this.t = new Worker('a'); } A.prototype.dispose = function () { [|this.t.terminate()|]; };`,
    ],
    [
      'object literal',
      `const a = { t: null, open() { this.t = new Worker('a'); }, close() { [|this.t.terminate()|]; } };`,
    ],
    [
      'closure of a factory',
      `export function job() { const t = new Worker('a'); return { stop() { [|t.terminate()|]; } }; }`,
    ],
    [
      'arrow property of a factory',
      `export function job() { const t = new Worker('a'); return { destroy: () => [|t.terminate()|] }; }`,
    ],
    ['Symbol.dispose', `class A { t = new Worker('a'); [Symbol.dispose]() { [|this.t.terminate()|]; } }`],
    [
      'Symbol.asyncDispose',
      `class A { t = new Worker('a'); async [Symbol.asyncDispose]() { await [|this.t.terminate()|]; } }`,
    ],
    [
      'parameter of a local function',
      `${NODE}function end(t) { [|t.terminate()|]; } const w = new Worker('a'); export function stop() { end(w); }`,
    ],
  ],
  'the name, last': [
    ['field', `class A { dispose() { [|this.sortWorker.terminate()|]; } }`],
    ['variable', `function cleanup() { [|thread.terminate()|]; }`],
    [
      'what a wrapper called worker keeps',
      `class A { dispose() { for (const w of this.workers) [|w.instance.terminate()|]; } }`,
    ],
    ['element of a named list', `function cleanup() { for (const w of workers) [|w.terminate()|]; }`],
  ],
  pools: [
    [
      'Piscina',
      `import { Piscina } from 'piscina'; const p = new Piscina({}); export const stop = () => [|p.destroy()|];`,
    ],
    [
      'default import of Piscina',
      `import Piscina from 'piscina'; const p = new Piscina({}); export const stop = () => [|p.destroy()|];`,
    ],
    [
      'required Piscina',
      `const Piscina = require('piscina'); const p = new Piscina({}); process.on('SIGTERM', () => [|p.destroy()|]);`,
    ],
    [
      'typed Piscina',
      `import type { Piscina } from 'piscina'; class A { constructor(private p: Piscina) {} close() { return [|this.p.destroy()|]; } }`,
    ],
    [
      'Tinypool with tasks',
      `import { Tinypool } from 'tinypool'; const p = new Tinypool({}); export const go = (x) => p.run(x); export const stop = () => [|p.destroy()|];`,
    ],
    [
      'tesseract.js with calls',
      `import { createWorker } from 'tesseract.js'; let p; export const read = async (x) => (p ??= await createWorker('eng')).recognize(x), more = (x) => p.recognize(x); export const stop = () => [|p.terminate()|];`,
    ],
    [
      'tesseract.js by type',
      `import type { Worker } from 'tesseract.js'; class A { constructor(private p: Worker) {} read(x) { return this.p.recognize(x); } onModuleDestroy() { return [|this.p.terminate()|]; } }`,
    ],
    [
      'poolifier with tasks',
      `import { FixedThreadPool } from 'poolifier'; const p = new FixedThreadPool(2, 'x'); export const go = (x) => p.execute(x); export const stop = () => [|p.destroy()|];`,
    ],
    [
      'workerpool',
      `import wp from 'workerpool'; const p = wp.pool('x'); export const stop = () => [|p.terminate(true)|];`,
    ],
    ['threads', `import { Pool } from 'threads'; const p = Pool(f); export const stop = () => [|p.terminate(true)|];`],
  ],
};

describe.each(Object.entries(killed))('no-abrupt-terminate: %s', (_, cases) => {
  it.each(cases)('%s', (_name, marked) => {
    const { code, places } = readMarks(marked);
    const filename = /\brequire\(/.test(code) && !/\b(?:import|export)\b/.test(code) ? 'file.cjs' : 'file.ts';
    const found = runRule(noAbruptTerminate, { name: '', code, filename, options: [{ everywhere: true }] }, code);
    expect(found.map(({ line, column, endLine, endColumn }) => ({ line, column, endLine, endColumn }))).toEqual(places);
  });
});

it('takes pools of the settings', () => {
  const code = `import { Pool } from 'mypool'; const p = new Pool(); export const stop = () => p.kill();`;
  const settings = {
    graceful: { pools: [{ module: 'mypool', constructors: ['Pool'], kills: ['kill'], graceful: 'end' }] },
  };
  const [report] = runRule(noAbruptTerminate, { name: '', code, settings }, code);
  expect(report?.fix?.text).toBe('p.end()');
});
