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
