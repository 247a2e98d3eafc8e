import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { getSettings } from '../../src/kit/settings.ts';
import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { requireSignal } from '../../src/rules/require-signal.ts';
import { getProjectView } from '../../src/summaries/index.ts';
import { expectInProject } from '../support/lint-project.ts';
import { makeProject, writeFiles } from '../support/temporary-project.ts';

const WORKER = "import { parentPort } from 'node:worker_threads';";
const LOAD = 'export async function load(url: string, signal: AbortSignal) {';
const STOP = `${WORKER} const c = new AbortController(); parentPort?.on('message', () => c.abort());`;

function edit(rule: typeof requireSignal, marked: string, others: Readonly<Record<string, string>>): string[] {
  const { messages, code } = expectInProject(rule, marked, others);
  return messages.map(({ fix }) => (fix ? code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]) : ''));
}

describe('a function of another file that takes a signal', () => {
  it.each([
    [
      'directly',
      { 'src/get.ts': 'export async function get(url: string, signal?: AbortSignal) {}' },
      'get(url, signal)',
    ],
    [
      'in options',
      { 'src/get.ts': 'export const get = async (url, { signal } = {}) => fetch(url, { signal });' },
      'get(url, { signal })',
    ],
    [
      'in options that a third file declares',
      {
        'src/get.ts':
          "import type { Options } from './types.ts'; export async function get(url: string, o: Options = {}) {}",
        'src/types.ts':
          "import type { Base } from './base.ts'; export interface Options extends Partial<Base> { a: 1 }",
        'src/base.ts': 'export type Base = { abortSignal: AbortSignal };',
      },
      'get(url, { abortSignal: signal })',
    ],
    [
      'through a barrel',
      {
        'src/get.ts': "export * from './all.ts';",
        'src/all.ts': "export { take as get } from './take.ts';",
        'src/take.ts': 'export async function take(url, signal) {}',
      },
      'get(url, signal)',
    ],
  ])('%s', (_, others, fixed) => {
    const marked = `import { get } from './get.ts'; ${LOAD} return await [|get(url)|]; }`;
    expect(edit(requireSignal, marked, others)).toEqual([
      `import { get } from './get.ts'; ${LOAD} return await ${fixed}; }`,
    ]);
  });

  it('or not', () => {
    const others = {
      'src/get.ts':
        "export * from './get.ts'; import type { O } from './get.ts'; export async function get(url, o: O) {}",
    };
    edit(requireSignal, `import { get } from './get.ts'; ${LOAD} return await get(url); }`, others);
  });

  it('is read again when it has changed', () => {
    const root = makeProject({ 'package.json': '{}', 'a.ts': '', 'b.ts': 'export const get = (url) => url;' });
    const view = getProjectView(root, getSettings(undefined));
    const ask = (): unknown => view.findCallable(path.join(root, 'a.ts'), './b.ts', 'get')?.signal;
    expect(ask()).toBeNull();
    writeFiles(root, { 'b.ts': 'export const get = (url, signal) => signal;' });
    view.getIndex(true);
    expect(ask()).toEqual({ position: 1, option: null });
  });
});

describe('a stop check in another file', () => {
  const loop = (check: string): string =>
    `${WORKER} import { check } from './stop.js'; parentPort.postMessage(1); for (;;) { ${check} await fetch('x'); }`;

  it.each([
    ['that throws', 'check();', `${STOP} export function check() { c.signal.throwIfAborted(); }`],
    ['that is awaited', 'await check();', `${STOP} export const check = async () => { c.signal.throwIfAborted(); };`],
    ['that a third file has', 'check();', "import { stop } from './own.js'; export const check = () => { stop(); };"],
  ])('%s', (_, check, stop) => {
    const own = `${STOP} export function stop() { c.signal.throwIfAborted(); }`;
    expectInProject(noUnstoppableLoop, loop(check), { 'src/stop.js': stop, 'src/own.js': own });
  });

  it.each([
    ['that only tells, and nobody listens', 'check();', `${STOP} export const check = () => c.signal.aborted;`],
    ['that is not awaited', 'check();', `${STOP} export const check = async () => { c.signal.throwIfAborted(); };`],
    ['of a signal that it is not given', 'check();', 'export const check = (signal) => { signal?.throwIfAborted(); };'],
  ])('%s: none', (_, check, stop) => {
    const marked = loop(check).replace('for (;;) ', '[|for (;;) |]');
    expectInProject(noUnstoppableLoop, marked, { 'src/stop.js': stop });
  });
});

describe('a pause in another file', () => {
  const loop = (call: string): string =>
    `${WORKER} import { rest } from './rest.js'; parentPort.on('message', async () => { for (;;) { await ${call}; if (done()) break; } });`;

  it.each([
    ['[|rest(5000)|]', 'export const rest = (ms) => new Promise((r) => setTimeout(r, ms));'],
    ['[|rest()|]', 'export const rest = () => new Promise((r) => setTimeout(r, 5000));'],
    ['[|rest(5)|]', 'export const rest = (s) => new Promise((r) => setTimeout(r, s * 1000));'],
    ['rest(5)', 'export const rest = (ms) => new Promise((r) => setTimeout(r, ms));'],
    ['rest()', 'export const rest = (ms = 5) => new Promise((r) => setTimeout(r, ms));'],
    ['rest(5000)', 'export const rest = (ms) => work(ms);'],
  ])('%s of %s', (call, rest) => {
    expectInProject(preferInterruptibleWait, loop(call), { 'src/rest.js': rest });
  });
});

describe('a pause in a package of the same scope', () => {
  const PAUSE =
    'export async function delay(ms?: number | null, options?: { abortSignal?: AbortSignal }): Promise<void> { if (ms == null) return; await rest(ms, options); }';
  const poll = (scope: string): string =>
    `import { delay } from '${scope}/tools'; export async function poll(url: string, { abortSignal }: { abortSignal?: AbortSignal }) { while (!(await isDone(url))) { await [|delay(5000)|]; abortSignal?.throwIfAborted(); } }`;
  const others = (name: string, dependencies = {}): Record<string, string> => ({
    'package.json': JSON.stringify({ name: '@acme/app', dependencies }),
    'packages/tools/package.json': JSON.stringify({ name, main: './dist/index.js' }),
    'packages/tools/src/index.ts': "export * from './delay';",
    'packages/tools/src/delay.ts': PAUSE,
  });

  it('gets the signal by the option that it takes', () => {
    const { messages } = expectInProject(preferInterruptibleWait, poll('@acme'), others('@acme/tools'));
    expect(messages[0]?.suggestions?.[0]?.fix.text).toBe(', { abortSignal }');
  });

  it('is replaced where the package is of others', () => {
    const files = others('@other/tools', { '@other/tools': '^1.0.0' });
    const { messages } = expectInProject(preferInterruptibleWait, poll('@other'), files);
    expect(messages[0]?.suggestions?.[0]?.fix.text).toContain('setTimeout');
  });
});
