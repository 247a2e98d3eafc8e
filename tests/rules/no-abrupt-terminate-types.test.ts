import ts from 'typescript';
import { expect, it } from 'vitest';
import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { read, root } from '../support/sources.ts';
import { runRule } from '../support/run-rule.ts';

const NODE = `import { Worker } from 'node:worker_threads';\n`;

/** Typical TypeScript; what comes out of each edit must compile as strictly as what went in. */
const cases: readonly [name: string, code: string][] = [
  [
    'private field',
    `${NODE}export class A { #w = new Worker('a'); async close(): Promise<void> { await this.#w.terminate(); } }`,
  ],
  [
    'narrowed field',
    `${NODE}export class A { w?: Worker; async close() { if (this.w) await this.w.terminate(); this.w = undefined!; } }`,
  ],
  [
    'narrowed by and',
    `${NODE}export class A { w: Worker | null = null; close() { this.w && this.w.terminate(); this.w = null; } }`,
  ],
  ['optional chain', `${NODE}export class A { w?: Worker; async close() { await this.w?.terminate(); } }`],
  [
    'value of an optional chain',
    `${NODE}export class A { w?: Worker; close(): Promise<number> | undefined { return this.w?.terminate(); } }`,
  ],
  ['caught', `${NODE}export class A { w?: Worker; close() { this.w?.terminate().catch(() => 0); } }`],
  [
    'non-null',
    `${NODE}export class A { w?: Worker; async close(): Promise<number> { const code = await this.w!.terminate(); return code; } }`,
  ],
  [
    'returned',
    `${NODE}let w = new Worker('a'); export const next = () => { w = new Worker('b'); }; export const close = (): Promise<number> => w.terminate();`,
  ],
  [
    'let that is narrowed',
    `${NODE}let w: Worker | undefined; export const start = () => { w = new Worker('b'); }; export function close() { if (w) return w.terminate(); return undefined; }`,
  ],
  [
    'all of a pool',
    `${NODE}export class P { ws: Worker[] = []; async close(): Promise<number[]> { return Promise.all(this.ws.map((w) => w.terminate())); } }`,
  ],
  [
    'map of workers',
    `${NODE}export class P { ws = new Map<string, Worker>(); close(id: string) { this.ws.get(id)?.terminate(); } reset() { for (const [, w] of this.ws) w.terminate(); } }`,
  ],
  [
    'then of a promise',
    `${NODE}export class P { w?: Promise<Worker>; stop() { void this.w?.then((w) => w.terminate()); } }`,
  ],
  [
    'web worker',
    `export class V { w = new Worker('x.js'); destroy(): void { return this.w.terminate(); } dispose = (): void => this.w.terminate(); async stop(): Promise<void> { await this.w.terminate(); } }`,
  ],
  [
    'timers of another module',
    `${NODE}import { setTimeout } from 'node:timers/promises'; export const pause = () => setTimeout(1); const deadline = new Worker('a'); export async function stop() { await deadline.terminate(); }`,
  ],
  [
    'await using',
    `${NODE}export async function stop(): Promise<void> { await using resolve = new Worker('a'); resolve.postMessage(1); }`,
  ],
  ['subclass', `${NODE}export class Job extends Worker { async close() { await this.terminate(); } }`],
];

const plan = cases.flatMap(([name, code], i) => {
  const found = runRule(noAbruptTerminate, { name, code, options: [{ everywhere: true, message: 'stop' }] }, code);
  const edits = found.flatMap(({ fix, suggestions = [] }) => [...(fix ? [fix] : []), ...suggestions.map((s) => s.fix)]);
  return edits.map(({ range, text }, j) => ({
    name,
    file: `/case-${i}-${j}.ts`,
    text: code.slice(0, range[0]) + text + code.slice(range[1]),
  }));
});

const helper = cases.flatMap(([name, code], i) => {
  const item = { name, code, settings: { graceful: { helper: './src/stop/index.js' } } };
  const found = runRule(noAbruptTerminate, { ...item, options: [{ everywhere: true, message: 'stop' }] }, code);
  return found.flatMap(({ fix }, j) =>
    fix
      ? [
          {
            name: `${name} (helper)`,
            file: `/helper-${i}-${j}.ts`,
            text: code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]),
          },
        ]
      : [],
  );
});

it('gives TypeScript that compiles strictly', { timeout: 60_000 }, () => {
  expect(new Set(plan.map(({ name }) => name)).size, 'cases with an edit').toBe(cases.length);
  expect(helper.length).toBeGreaterThan(10);
  const sources = new Map([
    ...[...plan, ...helper].map(({ file, text }) => [file, text] as const),
    ['/src/stop/index.ts', read('src/stop/index.ts')],
  ]);
  expect(compile(sources).filter((error) => !error.startsWith('/src/stop/index.ts'))).toEqual([]);
});

/** The errors of a strict compilation of some texts. */
function compile(sources: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    typeRoots: [`${root}node_modules/@types`],
  };
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.directoryExists = () => true;
  host.fileExists = (file) => sources.has(file) || disk.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? disk.readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = sources.get(file);
    return text === undefined ? disk.getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0], true);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText, start = 0 }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${file?.fileName}: ${text} at ${file?.text.slice(Math.max(0, start - 200), start + 60)}`;
  });
}
