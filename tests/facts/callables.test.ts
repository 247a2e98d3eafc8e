import { describe, expect, it } from 'vitest';
import { findCallable } from '../../src/facts/callables/find-callable.ts';
import { summarizeModule } from '../../src/facts/callables/exported-callables.ts';
import type { Callable } from '../../src/source/summary.ts';
import { findMarked, parseFile } from '../support/parse.ts';

/** What is known about the function that the marked call means. */
function ask(text: string): Callable | null {
  const file = parseFile(text, { filename: 'x.ts' });
  const call = findMarked(file, 'A', 'CallExpression');
  return findCallable(file, call.callee);
}

const HEARS = "const c = new AbortController(); process.on('SIGTERM', () => c.abort());";

describe('where a function takes its signal', () => {
  const slot = (head: string): string | null => {
    const found = ask(`${head}; /*A*/f();`)?.signal;
    return found ? `${found.position} ${found.option ?? ''}`.trim() : null;
  };

  it.each([
    ['function f(url, signal) {}', '1'],
    ['function f(url, signal = undefined) {}', '1'],
    ['function f(url: string, stop: AbortSignal) {}', '1'],
    ['function f(url: string, stop?: AbortSignal | null) {}', '1'],
    ['function f(stop: Stop) {} type Stop = AbortSignal | undefined;', '0'],
    ["function f(stop: RequestInit['signal']) {}", '0'],
    ['function f(this: Window, signal: AbortSignal) {}', '0'],
    ['class A { constructor(private signal: AbortSignal) {} } const f = (a, { signal } = {}) => a;', '1 signal'],
    ['const f = ({ url, signal: stop }) => stop;', '0 signal'],
    ['function f(options: { url: string; signal?: AbortSignal }) {}', '0 signal'],
    ['function f(a, { b }: { b: string; abortSignal?: AbortSignal }) {}', '1 abortSignal'],
    ['function f(url, init?: RequestInit) {}', '1 signal'],
    ['function f(o?: Options) {} interface Options { signal?: AbortSignal }', '0 signal'],
    ['function f(o: Options) {} interface Base { signal: AbortSignal } interface Options extends Base {}', '0 signal'],
    [
      'function f(o: Partial<Options>) {} type Options = Base & { a: 1 }; type Base = { signal: AbortSignal }',
      '0 signal',
    ],
    ["function f(o: Pick<RequestInit, 'signal' | 'body'>) {}", '0 signal'],
    ["function f(o: Omit<RequestInit, 'body'>) {}", '0 signal'],
    ['function f<T extends RequestInit>(o: T) {}', '0 signal'],
    [
      'class A { f(url, signal) {} static run() { const f = A; } } const f = (o: Readonly<RequestInit>) => o;',
      '0 signal',
    ],
  ])('%s', (head, expected) => {
    expect(slot(head)).toBe(expected);
  });

  it.each([
    'function f(url) {}',
    'function f(signal: NodeJS.Signals) {}',
    'function f({ signal }: { signal: NodeJS.Signals }) {}',
    'function f(signals, signalName) {}',
    'function f(code, signal) { process.kill(1, signal); }',
    'function f(...signals: AbortSignal[]) {}',
    "function f(o: Omit<RequestInit, 'signal'>) {}",
    "function f(o: Pick<RequestInit, 'body'>) {}",
    'function f(o: Options) {} interface Options { url: string }',
    'function f(o: Loop) {} type Loop = Loop;',
    'function* f(signal: AbortSignal) {}',
  ])('nowhere: %s', (head) => {
    expect(slot(head)).toBeNull();
  });

  it.each([
    ['class A { get(signal) {} run() { /*A*/this.get(); } } class B { get() {} }', 0],
    ['class A { static get(signal) {} } /*A*/A.get();', 0],
    ['const api = { get(url, signal) {} }; /*A*/api.get();', 1],
  ])('of what the callee means: %s', (text, position) => {
    expect(ask(text)?.signal).toEqual({ position, option: null });
  });
});

describe('what stops a function', () => {
  const stops = (text: string): string => {
    const found = ask(text);
    return found?.checksStop ? `${found.checksStop} ${found.throwsOnAbort ? 'throws' : 'tells'}` : 'nothing';
  };

  it.each([
    [`${HEARS} function f() { c.signal.throwIfAborted(); } /*A*/f();`, 'own throws'],
    [`${HEARS} function f() { if (c.signal.aborted) throw new Error('stop'); } /*A*/f();`, 'own throws'],
    [`${HEARS} const f = () => c.signal.aborted; /*A*/f();`, 'own tells'],
    [`${HEARS} const f = () => fetch('x', { signal: c.signal }); /*A*/f();`, 'own throws'],
    [`${HEARS} async function f() { await fetch('x', { signal: c.signal }); } /*A*/f();`, 'own throws'],
    [`${HEARS} const g = () => c.signal.throwIfAborted(); function f() { g(); } /*A*/f();`, 'own throws'],
    [
      "let off = false; process.on('SIGTERM', () => { off = true; }); function f() { return off; } /*A*/f();",
      'own tells',
    ],
    [
      "let off = false; process.on('SIGTERM', () => { off = true; }); function f() { if (off) process.exit(); } /*A*/f();",
      'own throws',
    ],
    ['function f(signal) { signal.throwIfAborted(); } /*A*/f();', 'given throws'],
    ['function f({ signal }) { return signal.aborted; } /*A*/f();', 'given tells'],
    [`${HEARS} function f(a) { if (a) return; c.signal.throwIfAborted(); } /*A*/f();`, 'nothing'],
    [`${HEARS} function f() { try { c.signal.throwIfAborted(); } catch {} } /*A*/f();`, 'nothing'],
    [`${HEARS} function f() { return () => c.signal.throwIfAborted(); } /*A*/f();`, 'nothing'],
    ["async function f(init) { await fetch('x', { ...init }); } /*A*/f();", 'nothing'],
    ['function f() { return f(); } /*A*/f();', 'nothing'],
  ])('%s', (text, expected) => {
    expect(stops(text)).toBe(expected);
  });
});

describe('what a module tells others', () => {
  const module = summarizeModule(
    parseFile(
      `import { checkStop } from './stop.js'; import type { Options } from './types.js';
       export { old as renamed } from './old.js'; export * from './all.js';
       export async function get(options: Options) { checkStop(); await options; }
       export const nap = (ms = 7) => new Promise((r) => setTimeout(r, ms));
       export const rest = (s) => new Promise((r) => setTimeout(r, s * 1000));
       export const api = { nap: () => new Promise((r) => setTimeout(r, 50)) };
       export class Time { static load(signal) {} }
       export interface Init extends Options { a: 1 } type Own = { signal: AbortSignal }; export type { Own };
       export const wrapped = retry((signal) => signal);`,
      { filename: 'x.ts' },
    ),
  );

  it('functions, with what depends on other files left as names', () => {
    expect(module.callables.get('get')).toMatchObject({
      slots: [{ position: 0, types: [{ specifier: './types.js', name: 'Options' }] }],
      calls: [{ specifier: './stop.js', name: 'checkStop', isAwaited: false }],
      isAsync: true,
    });
    expect([...module.callables.keys()]).toEqual(['get', 'nap', 'rest', 'api.nap', 'Time.load']);
  });

  it('how long what only pauses does so', () => {
    const delays = ['nap', 'rest', 'api.nap', 'get'].map((name) => module.callables.get(name)?.pause?.delay);
    expect(delays).toEqual([{ parameter: 0, otherwise: 7 }, 'unknown', { ms: 50 }, undefined]);
  });

  it('types and re-exports', () => {
    expect(module.types.get('Own')).toMatchObject({ option: 'signal' });
    expect(module.types.get('Init')).toMatchObject({ types: [{ specifier: './types.js', name: 'Options' }] });
    expect(Object.fromEntries(module.passed)).toEqual({ renamed: { specifier: './old.js', name: 'old' } });
    expect(module.stars).toEqual(['./all.js']);
  });

  it('nothing but text and numbers', () => {
    const plain = [...module.callables, ...module.types];
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });
});
