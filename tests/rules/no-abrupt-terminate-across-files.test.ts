import { describe, expect, it } from 'vitest';
import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { expectInProject } from '../support/lint-project.ts';

const STRICT = { options: { everywhere: true } };
const NODE = `import { Worker } from 'node:worker_threads';\n`;
const STOP = `export function stop() { [|t.terminate()|]; }`;

/** What the other file exports, and how this one comes by the worker. */
const made: readonly [name: string, other: string, owner: string][] = [
  [
    'a factory',
    `${NODE}export function make() { return new Worker('./w.js'); }`,
    `import { make } from './other.ts'; const t = make(); ${STOP}`,
  ],
  [
    'an arrow',
    `${NODE}export const make = () => new Worker('./w.js');`,
    `import { make } from './other.ts'; const t = make(); ${STOP}`,
  ],
  [
    'an async factory',
    `${NODE}export async function make() { const w = new Worker('./w.js'); await ready(w); return w; }`,
    `import { make } from './other.ts'; const t = await make(); ${STOP}`,
  ],
  [
    'a promise of a started worker',
    `export default function make() { return new Promise((resolve) => { const w = new Worker('./w.js'); w.onmessage = () => resolve(w); }); }`,
    `import make from './other.ts'; const t = await make(); ${STOP}`,
  ],
  [
    'a default object of functions',
    `import W from 'worker!./w.js'; export const make = () => { const w = new W(); return w; }; export default { make };`,
    `import other from './other.ts'; const t = other.make(); ${STOP}`,
  ],
  [
    'a class',
    `${NODE}export class Job extends Worker {}`,
    `import { Job } from './other.ts'; const t = new Job('./w.js'); ${STOP}`,
  ],
  [
    'a class of a class',
    `${NODE}class Base extends Worker {} export default class Job extends Base {}`,
    `import Job from './other.ts'; const t = new Job('./w.js'); ${STOP}`,
  ],
  ['a value', `${NODE}export const job = new Worker('./w.js');`, `import { job as t } from './other.ts'; ${STOP}`],
  [
    'a value of a namespace',
    `${NODE}const job = new Worker('./w.js'); export { job as task };`,
    `import * as other from './other.ts'; export function stop() { [|other.task.terminate()|]; }`,
  ],
  [
    'a type',
    `${NODE}export class Job extends Worker {}`,
    `import type { Job } from './other.ts'; export function stop(t: Job | null) { [|t?.terminate()|]; }`,
  ],
  [
    'a field of that type',
    `${NODE}export class Job extends Worker {}`,
    `import { Job } from './other.ts'; export class A { constructor(private t: Job) {} close() { [|this.t.terminate()|]; } }`,
  ],
];

describe('workers that another file makes', () => {
  it.each(made)('%s', (_, other, owner) => {
    expectInProject(noAbruptTerminate, owner, { 'src/other.ts': other }, STRICT);
  });

  it('through an index file and a package alias', () => {
    expectInProject(
      noAbruptTerminate,
      `import { make } from '@/workers'; const t = make(); ${STOP}`,
      {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'src/workers/index.ts': `export * from './make.ts';`,
        'src/workers/make.ts': `${NODE}export const make = () => new Worker('./w.js');`,
      },
      STRICT,
    );
  });

  it('a wrapper called worker, of another package of the workspace', () => {
    const owner = `import { JobWorker } from '@acme/base/worker/job'; const worker = new JobWorker(new Worker('./w.js')); export function stop() { [|worker.terminate()|]; }`;
    const wrapper = `export class JobWorker { constructor(public worker: Worker) {} terminate() { this.worker.terminate(); } }`;
    const { messages } = expectInProject(
      noAbruptTerminate,
      owner,
      {
        'package.json': '{ "workspaces": ["packages/*"] }',
        'packages/base/package.json': '{ "name": "@acme/base" }',
        'packages/base/worker/job.ts': wrapper,
      },
      STRICT,
    );
    // It has no `postMessage`: there is no sequence to suggest.
    expect(messages[0]).toMatchObject({ messageId: 'delegated' });
    expect(messages[0]?.suggestions).toBeUndefined();
    expect(messages[0]?.message).toContain(
      "'worker.terminate()' kills workers mid-work, at packages/base/worker/job.ts:1",
    );
  });

  it('compiled CommonJS', () => {
    const other = `"use strict";\nexports.make = make;\nconst wt_1 = require("worker_threads");\nfunction make() { return new wt_1.Worker("./w.js"); }\n`;
    const owner = `const other_1 = require("./other");\nconst t = (0, other_1.make)();\nexports.stop = () => [|t.terminate()|];\n`;
    expectInProject(noAbruptTerminate, owner, { 'src/other.js': other }, { file: 'src/owner.cjs', ...STRICT });
  });

  it.each([
    ['makes something else', `export function make() { return new Connection(); }`],
    [
      'makes workers inside what it gives',
      `${NODE}export function make() { return { start() { return new Worker('./w.js'); } }; }`,
    ],
    [
      'is a class that stops well',
      `${NODE}export class Job extends Worker { async terminate() { this.postMessage('stop'); await once(this, 'exit'); return super.terminate(); } }\nexport const make = () => new Job('./w.js');`,
    ],
    ['is not there', null],
  ])('silent where the other file %s', (_, other) => {
    const owner = `import { make } from './other.ts'; const t = make(); export function stop() { t.terminate(); }`;
    expectInProject(noAbruptTerminate, owner, other === null ? {} : { 'src/other.ts': other });
  });

  it('a name is no evidence against the other file', () => {
    const client = `export class Client { async terminate() { this.w.postMessage('stop'); await this.ended; this.w.terminate(); } worker = 1; }`;
    const owner = `import { Client } from './client.ts'; export class A { worker = new Client(); close() { this.worker.terminate(); } }`;
    expectInProject(noAbruptTerminate, owner, { 'src/client.ts': client });
  });
});

const POOL = `export class WorkerPool {
  workers = [];
  run(task) { return new Promise((resolve) => this.queue.push({ task, resolve })); }
  dispose() { for (const w of this.workers) w?.terminate(); }
}
`;
const OWNER = `import { WorkerPool } from './pool.ts';
export class Loader {
  pool = new WorkerPool();
  load(url) { return this.pool.run(url); }
  dispose() { [|this.pool.dispose()|]; }
}
`;
const ONE_POOL = `import { WorkerPool } from './pool.ts';
const pool = new WorkerPool();
export const load = (url) => pool.run(url);
export const dispose = () => { [|pool.dispose()|]; };
`;

describe('kills that another file makes: strict', () => {
  it('names the place, and waits for the tasks of this file', () => {
    const { messages, code } = expectInProject(noAbruptTerminate, ONE_POOL, { 'src/pool.ts': POOL }, STRICT);
    expect(messages[0]?.message).toContain("'pool.dispose()' kills workers mid-work, at src/pool.ts:4");
    const [suggestion] = messages[0]?.suggestions ?? [];
    const { range, text } = suggestion?.fix ?? { range: [0, 0], text: '' };
    const after = code.slice(0, range[0]) + text + code.slice(range[1]);
    expect(after).toContain('track(pool.run(url));');
    expect(after).toContain('Promise.allSettled(running).then(() => pool.dispose())');
    expectInProject(noAbruptTerminate, after, { 'src/pool.ts': POOL }, STRICT);
  });

  it('not in recommended: the pool has its own report', () => {
    expectInProject(noAbruptTerminate, OWNER.replace(/\[\||\|\]/g, ''), { 'src/pool.ts': POOL });
  });

  it.each<readonly [string, string, string]>([
    [
      'forEach',
      POOL.replace(
        'for (const w of this.workers) w?.terminate();',
        'this.workers.forEach((worker) => worker.terminate());',
      ),
      OWNER,
    ],
    [
      'an awaited kill is none the better',
      POOL.replace(
        'dispose() { for (const w of this.workers) w?.terminate(); }',
        'async dispose() { await Promise.all(this.workers.map((w) => w.terminate())); }',
      ),
      OWNER,
    ],
    ['a helper of the class', POOL.replace('dispose() {', 'dispose() { this.#killAll(); }\n  #killAll() {'), OWNER],
    [
      'an inherited method',
      `${POOL}export class WideWorkerPool extends WorkerPool { wide = true; }`,
      OWNER.replaceAll('WorkerPool', 'WideWorkerPool'),
    ],
    [
      'the promise of a pool',
      POOL,
      `import { WorkerPool } from './pool.ts'; const ready = load().then(() => new WorkerPool()); export const stop = () => ready.then((pool) => { [|pool.dispose()|]; });`,
    ],
    [
      'a module variable behind a getter',
      POOL.replace('dispose', 'terminate'),
      `import { WorkerPool } from './pool.ts'; let all = null; function getPool() { if (!all) all = new WorkerPool(); return all; } export function shutdown() { if (all) { [|all.terminate()|]; all = null; } }`,
    ],
    [
      'a typed parameter',
      POOL,
      `import type { WorkerPool } from './pool.ts'; export const end = (pool: WorkerPool) => { [|pool.dispose()|]; };`,
    ],
    [
      'an object of functions',
      `const workers = []; export function createPool() { return { close() { workers.forEach((w) => w.terminate()); } }; }`,
      `import { createPool } from './pool.ts'; const pool = createPool(); export function stop() { [|pool.close()|]; }`,
    ],
    [
      'a pool made by another file',
      `${POOL}export const shared = new WorkerPool();`,
      `import { shared } from './pool.ts'; export function stop() { [|shared.dispose()|]; }`,
    ],
  ])('%s', (_, pool, owner) => {
    expectInProject(noAbruptTerminate, owner, { 'src/pool.ts': pool }, STRICT);
  });

  const silent = OWNER.replace(/\[\||\|\]/g, '');
  it.each<readonly [string, string, string]>([
    ['the pool waits for its tasks', POOL.replace('dispose() {', 'async dispose() { await this.drained();'), silent],
    ['the pool ends idle workers only', POOL.replace('of this.workers) w', 'of this.idleWorkers) w'), silent],
    ['the pool looks whether they are busy', POOL.replace('w?.terminate()', '{ if (!w.busy) w.terminate(); }'), silent],
    [
      'the pool ends them when they have answered',
      POOL.replace('w?.terminate()', "w.ask('stop').then(() => w.terminate())"),
      silent,
    ],
    [
      'a pool of connections',
      `export class ConnectionPool { all = []; close() { for (const c of this.all) c.terminate(); } }`,
      `import { ConnectionPool } from './pool.ts'; const pool = new ConnectionPool(); export const stop = () => pool.close();`,
    ],
    [
      'an override that kills nothing',
      `${POOL}export class SafePool extends WorkerPool { dispose() { this.asked = true; } }`,
      silent.replaceAll('WorkerPool', 'SafePool'),
    ],
    ['the owner of an owner', POOL, silent.replace('./pool.ts', './loader.ts').replaceAll('WorkerPool', 'Loader2')],
    [
      'this file waits for the tasks first',
      POOL,
      silent.replace('dispose() { this', 'async dispose() { await Promise.all(this.running); this'),
    ],
    ['a method of another kind', POOL, silent.replace('this.pool.dispose()', 'this.pool.load()')],
  ])('silent: %s', (_, pool, owner) => {
    const loader = `import { WorkerPool } from './pool.ts'; export class Loader2 { pool = new WorkerPool(); dispose() { this.pool.dispose(); } }`;
    expectInProject(noAbruptTerminate, owner, { 'src/pool.ts': pool, 'src/loader.ts': loader }, STRICT);
  });
});
