import { describe, expect, it } from 'vitest';
import { getDelegations } from '../../src/facts/ends/delegations.ts';
import { getKills } from '../../src/facts/ends/kills.ts';
import { isHarmfulKill } from '../../src/facts/ends/unexpected-kill.ts';
import { hasDefaultValue } from '../../src/facts/ends/exported-values.ts';
import { linkFiles } from '../support/linked-files.ts';
import { parseFile } from '../support/parse.ts';

const NODE = `import { Worker } from 'node:worker_threads';\n`;

/** What `main.ts` gets by an import of `other.ts`: `new worker node`, `value owner kills=dispose:2`. */
function read(other: string, name = 'x', more: Readonly<Record<string, string>> = {}): string | null {
  const found = linkFiles({ 'other.ts': other, ...more }).find('main.ts', './other', name);
  if (!found) return null;
  const { by, isWorker, platform, pool, kills, gentle, runs } = found;
  const what = isWorker ? `worker ${platform}` : pool === null ? 'owner' : `pool of ${pool}`;
  const places = kills.map(
    ({ method, place }) => `${method}:${place.file === 'other.ts' ? '' : `${place.file}:`}${place.line}`,
  );
  return [
    `${by} ${what}`,
    ...(places.length > 0 ? [`kills ${places.join()}`] : []),
    ...(gentle.length > 0 ? [`gentle ${gentle.join()}`] : []),
    ...(runs.length > 0 ? [`runs ${runs.join()}`] : []),
  ].join('; ');
}

describe('what another file makes', () => {
  it.each([
    ['a factory', `${NODE}export function x() { return new Worker('./w.js'); }`, 'call worker node'],
    ['an arrow', `${NODE}export const x = () => new Worker('./w.js');`, 'call worker node'],
    ['a browser worker', `export const x = () => new Worker('./w.js');`, 'call worker web'],
    [
      'an async factory',
      `${NODE}export async function x() { const w = new Worker('./w.js'); await ready(w); return w; }`,
      'call worker node',
    ],
    [
      'a promise of a started worker',
      `export function x() { return new Promise((resolve) => { const w = new Worker('./w.js'); w.onmessage = () => resolve(w); }); }`,
      'call worker web',
    ],
    [
      'a bundled worker',
      `import W from 'worker!./w.js'; export const x = () => { const w = new W(); return w; };`,
      'call worker web',
    ],
    ['a class', `${NODE}export class x extends Worker {}`, 'new worker node'],
    [
      'a class of a class',
      `${NODE}class Base extends Worker {} export { Job as x }; class Job extends Base {}`,
      'new worker node',
    ],
    ['a value', `${NODE}export const x = new Worker('./w.js');`, 'value worker node'],
    [
      'one that is made at the first call',
      `${NODE}let w = null; export const x = () => (w ??= new Worker('./w.js'));`,
      'call worker node',
    ],
    [
      'compiled CommonJS',
      `exports.x = make; const wt_1 = require("worker_threads"); function make() { return new wt_1.Worker("./w.js"); }`,
      'call worker node',
    ],
    ['a typed value', `${NODE}export const x: Worker = connect();`, 'value worker node'],
    ['a pool', `import Piscina from 'piscina'; export const x = new Piscina({});`, 'value pool of piscina'],
    ['a class of a pool', `import Piscina from 'piscina'; export class x extends Piscina {}`, 'new pool of piscina'],
    [
      'a pool of a factory',
      `import workerpool from 'workerpool'; export const x = () => workerpool.pool('./w.js');`,
      'call pool of workerpool',
    ],
    ['something else', `export function x() { return new Connection(); }`, null],
    [
      'workers inside what it gives',
      `${NODE}export function x() { return { start() { return new Worker('./w.js'); } }; }`,
      null,
    ],
    ['a worker by its name only', `export const x = worker;`, null],
    ['a type', `export interface x { terminate(): void }`, null],
  ])('%s', (_, other, expected) => {
    expect(read(other)).toBe(expected);
  });

  it.each([
    ['an export list', { 'other.ts': `export { y as x } from './third';` }],
    ['all of a file', { 'other.ts': `export * from './third'; export * from './none';`, name: 'y' }],
    ['a namespace', { 'other.ts': `export * as x from './third';`, name: 'x.y' }],
    ['an imported name', { 'other.ts': `import { y } from './third'; export { y as x };` }],
    [
      'an imported module',
      { 'other.ts': `import * as all from './third'; export default { all };`, name: 'default.all.y' },
    ],
    [
      'a call of an imported factory',
      { 'other.ts': `import { make } from './third'; export const x = make();`, expected: 'value worker node' },
    ],
    [
      'a factory around one',
      {
        'other.ts': `import { make } from './third'; export function x() { return make(); }`,
        expected: 'call worker node',
      },
    ],
    [
      'compiled re-exports',
      {
        'other.ts': `var t_1 = require("./third"); Object.defineProperty(exports, "x", { enumerable: true, get: function () { return t_1.y; } });`,
      },
    ],
    ['compiled `export *`', { 'other.ts': `__exportStar(require("./third"), exports);`, name: 'y' }],
    ['module.exports of another', { 'other.ts': `module.exports = require('./third');`, name: 'y' }],
  ])('through %s', (_, { name = 'x', expected = 'value worker node', ...files }: Record<string, string>) => {
    const third = `${NODE}export const y = new Worker('./w.js'); export const make = () => y;`;
    expect(read(files['other.ts'] as string, name, { 'third.ts': third })).toBe(expected);
  });

  it('ends in a ring of files', () => {
    expect(read(`export * from './third';`, 'x', { 'third.ts': `export * from './other';` })).toBeNull();
    expect(
      read(`import { A } from './third'; export class x extends A {}`, 'x', {
        'third.ts': `import { x } from './other'; export class A extends x {}`,
      }),
    ).toBeNull();
  });

  it('asks for the default export of a worker file that describes one', () => {
    expect(hasDefaultValue(parseFile('export default class W {}'))).toBe(true);
    expect(hasDefaultValue(parseFile("export { W as default } from './w';"))).toBe(true);
    expect(hasDefaultValue(parseFile('export default null as any;'))).toBe(false);
    expect(hasDefaultValue(parseFile('export default {} as typeof Worker;'))).toBe(false);
    expect(hasDefaultValue(parseFile('export const w = 1;'))).toBe(false);
  });
});

const POOL = `export class x {
  workers = [];
  run(task) { return new Promise((resolve) => this.queue.push({ task, resolve })); }
  dispose() { for (const w of this.workers) w?.terminate(); }
}
`;

describe('what the methods of another file do to workers', () => {
  const dispose = (body: string): string => POOL.replace('for (const w of this.workers) w?.terminate();', body);

  it.each([
    ['kill them all', POOL, 'new owner; kills dispose:4; runs run'],
    [
      'kill them one by one',
      dispose('this.workers.forEach((w) => w.terminate());'),
      'new owner; kills dispose:4; runs run',
    ],
    [
      'wait first',
      dispose('return this.drained().then(() => { for (const w of this.workers) w.terminate(); });'),
      'new owner; gentle dispose; runs run',
    ],
    [
      'end idle ones',
      dispose('for (const w of this.idleWorkers) w.terminate();'),
      'new owner; gentle dispose; runs run',
    ],
    [
      'end those that are not busy',
      dispose('for (const w of this.workers) if (!w.busy) w.terminate();'),
      'new owner; gentle dispose; runs run',
    ],
    ['close connections', dispose('for (const c of this.connections) c.terminate();'), null],
    [
      'kill in a function of the file',
      `${dispose('killAll(this.workers);')}function killAll(workers) { for (const w of workers) w.terminate(); }`,
      'new owner; kills dispose:6; runs run',
    ],
    [
      'kill after what says nothing about workers',
      dispose('await this.logger.flush(); await this.worker.terminate();').replace('dispose', 'async dispose'),
      'new owner; kills dispose:4; runs run',
    ],
    [
      'kill by a field',
      `export class x { worker = make(); stop = () => { this.worker.terminate(); }; }`,
      'new owner; kills stop:1',
    ],
    [
      'kill by a bound method',
      `export class x { worker = make(); stop = this.end.bind(this); end() { this.worker.terminate(); } }`,
      'new owner; kills stop:1,end:1',
    ],
    ['are static', `export class x { static stop() { worker.terminate(); } }`, null],
    [
      'hand a kill on',
      `export class x { start() { const worker = make(); return { stop() { worker.terminate(); } }; } }`,
      null,
    ],
    [
      'are those of an adapter, whose caller has to ask',
      `export class x { postMessage(m) { this.worker.postMessage(m); } terminate() { this.worker.terminate(); } }`,
      'new owner; kills terminate:1',
    ],
    [
      'kill a pool',
      `import Piscina from 'piscina'; export class x extends Piscina { async shutdown() { await this.destroy(); } }`,
      'new pool of piscina; kills shutdown:1',
    ],
    [
      'ask before the kill of a parent',
      `${NODE}export class x extends Worker { async terminate() { this.postMessage('stop'); await once(this, 'exit'); return super.terminate(); } }`,
      'new worker node; gentle terminate',
    ],
  ])('%s', (_, other, expected) => {
    expect(read(other)).toBe(expected);
  });

  it('private methods count for those that call them', () => {
    expect(
      read(`export class x { dispose() { this.#end(); } #end() { for (const w of this.workers) w.terminate(); } }`),
    ).toBe('new owner; kills dispose:1');
  });

  it.each([
    ['a value', `${POOL}export const y = new x();`, 'y', 'value owner; kills dispose:4; runs run'],
    ['what a function gives', `${POOL}export const y = () => new x();`, 'y', 'call owner; kills dispose:4; runs run'],
    [
      'an object of functions',
      `const workers = []; export function y() { return { close() { workers.forEach((w) => w.terminate()); } }; }`,
      'y',
      'call owner; kills close:1',
    ],
    [
      'an object with functions of the file',
      `export default { y: { close, stop } }; function close() { worker.terminate(); } async function stop() { await drained(); worker.terminate(); }`,
      'default.y',
      'value owner; kills close:1; gentle stop',
    ],
    [
      'an instance as the default',
      `${POOL}export default new x();`,
      'default',
      'value owner; kills dispose:4; runs run',
    ],
    [
      'CommonJS',
      `${POOL.replace('export ', '')}module.exports = { y: x };`,
      'y',
      'new owner; kills dispose:4; runs run',
    ],
  ])('by %s', (_, other, name, expected) => {
    expect(read(other, name)).toBe(expected);
  });

  it('two classes of one file are two', () => {
    const other = `${POOL}export class Other { dispose() { this.asked = true; } run() {} }`;
    expect(read(other, 'Other')).toBeNull();
    expect(
      read(`class A { end() { worker.terminate(); } } export class x { close() { this.end(); } end() {} }`),
    ).toBeNull();
  });

  it.each([
    ['is inherited', `${POOL}export class y extends x { wide = true; }`, 'new owner; kills dispose:4; runs run'],
    ['is replaced', `${POOL}export class y extends x { dispose() { this.asked = true; } }`, 'new owner; runs run'],
    [
      'is called after a wait',
      `${POOL}export class y extends x { async dispose() { await this.drained(); super.dispose(); } }`,
      'new owner; gentle dispose; runs run',
    ],
    [
      'is called',
      `${POOL}export class y extends x { close() { super.dispose(); } }`,
      'new owner; kills close:4,dispose:4; runs run',
    ],
  ])('a method that %s', (_, other, expected) => {
    const found = read(other, 'y');
    expect(found).toBe(expected === 'new owner; runs run' ? null : expected);
    const [parent = '', child] = other.split(/(?=export class y)/);
    const third = parent.replace(/^class/, 'export class');
    const apart = read(`import { x } from './third';\n${child}`, 'y', { 'third.ts': third });
    expect(apart?.replaceAll('third.ts:', '').replaceAll(':2', ':1') ?? null).toBe(found);
  });

  it('a method of a parent calls that of the child', () => {
    const other = `class A { close() { this.end(); } end() {} } export class x extends A { end() { worker.terminate(); } }`;
    expect(read(other)).toBe('new owner; kills end:1,close:1');
  });

  it('on what a third file makes', () => {
    const other = `import { make } from './third'; export class x { task = make(); close() { this.task.terminate(); } }`;
    expect(read(other, 'x', { 'third.ts': `${NODE}export const make = () => new Worker('./w.js');` })).toBe(
      'new owner; kills close:1',
    );
    expect(read(other, 'x', { 'third.ts': 'export const make = () => new Session();' })).toBeNull();
    const named = other.replaceAll('task', 'worker');
    const gentle = `export const make = () => new Client(); class Client { async terminate() { await this.drained(); this.worker.terminate(); } }`;
    expect(read(named, 'x', { 'third.ts': 'export const make = () => new Session();' })).toBe(
      'new owner; kills close:1',
    );
    expect(read(named, 'x', { 'third.ts': gentle })).toBe('new owner; gentle close');
  });
});

describe('the verdict is the same from inside and outside', () => {
  const CASES: readonly string[] = [
    POOL,
    `export class x { async close() { await this.logger.flush(); await this.worker.terminate(); } }`,
    `export class x { async close() { await this.ended; await this.worker.terminate(); } }`,
    `export class x { close() { this.workers.pop(); this.worker.once('exit', () => this.worker.terminate()); } }`,
    `export class x { async destroy() { (await this.workers).forEach((worker) => worker.terminate()); } }`,
    `export class x { close() { setTimeout(() => this.worker.terminate(), 100); this.worker.postMessage('stop'); } }`,
    `import { make } from './third'; export class x { task = make(); close() { this.task.terminate(); } }`,
    `import { make } from './third'; export class x { task = make(); async close() { await this.done; this.task.terminate(); } }`,
  ];

  it.each(CASES)('%s', (other) => {
    const files = linkFiles({
      'other.ts': other,
      'third.ts': `${NODE}export const make = () => new Worker('./w.js');`,
    });
    const file = files.open('other.ts');
    const inside = getKills(file).map((kill) => isHarmfulKill(file, kill, true));
    const outside = files.find('main.ts', './other', 'x');
    expect(inside).toHaveLength(1);
    expect(outside?.kills.length).toBe(inside[0] ? 1 : 0);
    expect(outside?.gentle.length).toBe(inside[0] ? 0 : 1);
  });
});

describe('a call in this file', () => {
  const PISCINA = `import Piscina from 'piscina'; export class Resizer extends Piscina { async shutdown() { await this.destroy(); } }`;

  it('of a pool whose class is in another file', () => {
    const main = `import { Resizer } from './image-pool'; const pool = new Resizer(); export const stop = () => { pool.destroy(); };`;
    const file = linkFiles({ 'main.ts': main, 'image-pool.ts': PISCINA }).open('main.ts');
    const [kill] = getKills(file);
    expect(kill).toMatchObject({ how: 'pool', handle: { kind: 'pool', row: { module: 'piscina' } } });
    expect(kill && isHarmfulKill(file, kill, false)).toBe(true);
    expect(getDelegations(file)).toEqual([]);
  });

  it('of its own method that kills', () => {
    const main = `import { Resizer } from './image-pool'; const pool = new Resizer(); export const stop = () => { pool.shutdown(); };`;
    const file = linkFiles({ 'main.ts': main, 'image-pool.ts': PISCINA }).open('main.ts');
    expect(getDelegations(file)).toMatchObject([{ method: 'shutdown', place: { file: 'image-pool.ts', line: 1 } }]);
  });

  it('of a pool that waits first', () => {
    const gentle = `import Piscina from 'piscina'; export class Resizer extends Piscina { async destroy() { await this.close(); await super.destroy(); } }`;
    const main = `import { Resizer } from './image-pool'; const pool = new Resizer(); export const stop = () => { pool.destroy(); };`;
    const file = linkFiles({ 'main.ts': main, 'image-pool.ts': gentle }).open('main.ts');
    expect(getKills(file)).toEqual([]);
    expect(getDelegations(file)).toEqual([]);
  });
});
