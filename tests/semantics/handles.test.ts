import { describe, expect, it } from 'vitest';
import { findHandle, isCreation } from '../../src/semantics/find-handle.ts';
import { findRole } from '../../src/semantics/callback-role.ts';
import type { FunctionNode } from '../../src/source/types.ts';
import { parseMarked } from '../support/parse.ts';

const NODE = `import { Worker } from 'node:worker_threads';\n`;

describe('findHandle', () => {
  it.each([
    ['constructor', `${NODE}[|new Worker('a')|];`, 'worker node constructor'],
    ['global', `[|new Worker('a')|];`, 'worker web constructor'],
    ['type', `import type { Worker } from 'worker_threads'; function f(t: Worker) { [|t|].x(); }`, 'worker node type'],
    [
      'promise type, awaited',
      `${NODE}async function f(t: Promise<Worker>) { [|(await t)|].x(); }`.replace('[|(await t)|]', '([|await t|])'),
      'worker node type',
    ],
    ['assertion', `${NODE}const t = any(); ([|t as Worker|]).x();`, 'worker node type'],
    ['conditional', `${NODE}const t = x ? new Worker('a') : null; [|t|].x();`, 'worker node constructor'],
    ['fallback', `${NODE}const t = old ?? new Worker('a'); [|t|].x();`, 'worker node constructor'],
    ['assigned later', `${NODE}let t; function f() { t = new Worker('a'); } [|t|].x();`, 'worker node constructor'],
    ['argument of the only call', `${NODE}f(new Worker('a')); function f(t) { [|t|].x(); }`, 'worker node constructor'],
    ['nested collection', `${NODE}const all = { a: [new Worker('a')] }; [|all.a[0]|].x();`, 'worker node constructor'],
    ['fill', `${NODE}const all = new Array(4).fill(new Worker('a')); [|all[1]|].x();`, 'worker node constructor'],
    [
      'set',
      `${NODE}const all = new Set(); all.add(new Worker('a')); for (const t of all) [|t|].x();`,
      'worker node constructor',
    ],
    ['find', `${NODE}const all = [new Worker('a')]; [|all.find(isIdle)|].x();`, 'worker node constructor'],
    [
      'Promise.all',
      `${NODE}async function f() { const [t] = await Promise.all([make()]); [|t|].x(); } async function make() { return new Worker('a'); }`,
      'worker node constructor',
    ],
    ['pool', `import { Piscina } from 'piscina'; const p = new Piscina(); [|p|].x();`, 'pool node constructor'],
    ['name', `[|this.renderWorker|].x();`, 'worker null name'],
    ['name of a list', `for (const w of threads) [|w|].x();`, 'worker null name'],
    ['name of what is aliased', `const w = this.worker; [|w|].x();`, 'worker null name'],
  ])('%s', (_, marked, expected) => {
    const { file, nodes } = parseMarked(marked, { filename: 'a.ts' });
    const handle = findHandle(file, nodes[0]!);
    expect(handle && `${handle.kind} ${handle.platform} ${handle.evidence}`).toBe(expected);
  });

  it.each([
    ['another class', `import { Worker } from 'bullmq'; const worker = new Worker('q'); [|worker|].x();`],
    ['a shadowed class', `class Worker {} const t = new Worker(); [|t|].x();`],
    ['an address', `[|this.workerUrl|].x();`],
    ['a number', `[|threadCount|].x();`],
    ['a class itself', `[|Worker|].x();`],
    ['an element of something else', `for (const w of windows) [|w|].x();`],
    ['a list of workers is none', `${NODE}const all = [new Worker('a')]; [|all|].x();`],
    ['a name defined by itself', `const a = b, b = a; [|a|].x();`],
    ['a collection that holds itself', `const a = []; a.push(a); [|a[0]|].x();`],
  ])('is null for %s', (_, marked) => {
    const { file, nodes } = parseMarked(marked, { filename: 'a.ts' });
    expect(findHandle(file, nodes[0]!)).toBeNull();
  });

  it.each([
    [
      'a parameter',
      `/** @param {import('worker_threads').Worker} t */ function f(t) { [|t|].x(); }`,
      'worker node type',
    ],
    ['a method', `${NODE}class A { /** @param {Worker=} t */ f(t) { [|t|].x(); } }`, 'worker node type'],
    ['a variable', `${NODE}/** @type {?Worker} */ let t = null; [|t|].x();`, 'worker node type'],
    [
      'a field',
      `${NODE}class A { constructor() { /** @type {Worker|null} */ this.t = null; } f() { [|this.t|].x(); } }`,
      'worker node type',
    ],
    [
      'what a function gives',
      `${NODE}/** @returns {Promise<Worker>} */ function get() { return any(); } [|get()|].x();`,
      'worker node type',
    ],
    [
      'elements',
      `${NODE}/** @type {Map<string, Worker>} */ const all = any(); [|all.get('a')|].x();`,
      'worker node type',
    ],
    [
      'a typedef',
      `/** @typedef {import('piscina').Piscina} Pool */\n/** @type {Pool[]} */ const all = any(); [|all[0]|].x();`,
      'pool node type',
    ],
    [
      'an import of types',
      `/** @import { Worker } from 'node:worker_threads' */\n/** @type {Worker} */ const t = any(); [|t|].x();`,
      'worker node type',
    ],
    ['another class', `/** @param {import('./contract').Contract} t */ function f(t) { [|t|].x(); }`, null],
    ['a name in a text', `/** Ends the {Worker} t. @param t what */ function f(t) { [|t|].x(); }`, null],
    ['a function type', `${NODE}/** @type {(w: Worker) => void} */ const t = any(); [|t|].x();`, null],
  ])('reads JSDoc of %s', (_, marked, expected) => {
    const { file, nodes } = parseMarked(marked);
    const handle = findHandle(file, nodes[0]!);
    expect(handle && `${handle.kind} ${handle.platform} ${handle.evidence}`).toBe(expected);
  });

  it('leaves JSDoc of TypeScript alone', () => {
    const { file, nodes } = parseMarked(`${NODE}/** @type {Worker} */ const t = any(); [|t|].x();`, {
      filename: 'a.ts',
    });
    expect(findHandle(file, nodes[0]!)).toBeNull();
  });

  it('reads an import type', () => {
    const { file, nodes } = parseMarked(`function f(t: import('worker_threads').Worker) { [|t|].x(); }`, {
      filename: 'a.ts',
    });
    expect(findHandle(file, nodes[0]!)?.platform).toBe('node');
  });

  it('does not mix boxes of one file', () => {
    const { file, nodes } = parseMarked(
      `${NODE}const a = shallowRef(), b = shallowRef(); a.value = new Worker('a'); b.value = new Chart(); [|a.value|].x(); [|b.value|].x();`,
    );
    expect(nodes.map((node) => findHandle(file, node)?.kind)).toEqual(['worker', undefined]);
  });

  it('is not silent where a value comes from many places', () => {
    const calls = Array.from({ length: 600 }, (_, i) => `f(other${i}); const other${i} = any(${i});`).join('\n');
    const { file, nodes } = parseMarked(`${NODE}function f(t) { [|t|].x(); }\n${calls}\nf(new Worker('a'));`);
    expect(findHandle(file, nodes[0]!)?.kind).toBe('worker');
  });

  it.each([[0], [1], [2]])('answers the same in a circle, whichever member is asked first (%i)', (start) => {
    const { file, nodes } = parseMarked(
      `${NODE}let a, b, c; a = b; b = c; c = a; b = new Worker('a'); [|a|].x(); [|b|].x(); [|c|].x();`,
    );
    const order = [...nodes.slice(start), ...nodes.slice(0, start)];
    expect(order.map((node) => findHandle(file, node)?.kind)).toEqual(['worker', 'worker', 'worker']);
  });

  it('knows the creation, through aliases and fields', () => {
    const { file, nodes } = parseMarked(
      `${NODE}class A { t = [|new Worker('a')|]; f() { const s = this; [|s.t|].x(); } }`,
    );
    expect(findHandle(file, nodes[1]!)?.creation).toBe(nodes[0]);
  });

  it('tells a creation from a worker by name', () => {
    const { file, nodes } = parseMarked(`${NODE}const make = () => new Worker('a'); [|make()|]; [|getWorker()|];`);
    expect(nodes.map((node) => isCreation(file, node))).toEqual([true, false]);
  });
});

describe('findRole', () => {
  it.each([
    [`w.on('message', [|() => {}|]);`, 'worker-event'],
    [`w.onerror = [|() => {}|];`, 'worker-event'],
    [`w.on('exit', [|function () {}|].bind(this));`, 'worker-event'],
    [`w.on('data', [|() => {}|]);`, null],
    [`process.on('SIGTERM', [|() => {}|]);`, 'signal'],
    [`process.once('exit', stop); [|function stop() {}|]`, 'exit-hook'],
    [`import process from 'node:process'; process.once('beforeExit', [|() => {}|]);`, 'exit-hook'],
    [`signal.addEventListener('abort', [|() => {}|]);`, 'abort'],
    [`setTimeout([|() => {}|], 1);`, 'timer'],
    [`globalThis.setTimeout([|() => {}|], 1);`, 'timer'],
    [`p.then([|() => {}|]);`, 'then'],
    [`p.then(a, [|() => {}|]);`, 'catch'],
    [`p.finally([|() => {}|]);`, 'finally'],
    [`new FinalizationRegistry([|() => {}|]);`, 'finalizer'],
    [`onUnmounted([|() => {}|]);`, 'unmount'],
    [`useEffect(() => { return [|() => {}|]; });`, 'unmount'],
    [`useEffect(() => [|() => {}|]);`, 'unmount'],
    [`useMemo(() => [|() => {}|]);`, null],
    [`afterEach([|() => {}|]);`, 'test'],
    [`const f = [|() => {}|];`, null],
  ])('%s', (marked, expected) => {
    const { file, nodes } = parseMarked(marked);
    expect(findRole(file, nodes[0] as FunctionNode)).toBe(expected);
  });
});
