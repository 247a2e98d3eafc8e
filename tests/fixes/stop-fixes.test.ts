import { describe, expect, it } from 'vitest';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, TSESTree } from '../../src/source/types.ts';
import { callStopWorker } from '../../src/fixes/call-stop-worker.ts';
import { findImport } from '../../src/fixes/find-import.ts';
import { replacePoolKill } from '../../src/fixes/replace-pool-kill.ts';
import { stopInsteadOfDispose } from '../../src/fixes/stop-instead-of-dispose.ts';
import { getStopSequence, type StopPlan } from '../../src/fixes/stop-instead-of-kill.ts';
import { parseFile, parseMarked } from '../support/parse.ts';

const PLAN = {
  platform: 'web',
  isPlatformSure: true,
  message: "'stop'",
  graceMs: 5,
  canAwait: false,
  isTypeScript: false,
} as const;

const NODE = { platform: 'node' } as const;
/** The promise of the end, as it is written for Node. */
const WAIT = (worker: string, indent = '  '): string =>
  [
    `const deadline = setTimeout(() => resolve(${worker}.terminate()), 5);`,
    `${worker}.once('exit', (code) => {`,
    '  clearTimeout(deadline);',
    '  resolve(code);',
    '});',
    `${worker}.postMessage('stop');`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');

describe('getStopSequence', () => {
  it.each([
    'const x = [[|a.b.terminate()|], 1];',
    'const f = async () => [|(await p).terminate()|];',
    'async function f() { await [|w.terminate()|]; }',
  ])('gives nothing where the end of a web worker would be waited for: %s', (marked) => {
    const { file, nodes } = parseMarked(marked);
    const { call, target } = getCall(nodes[0]!);
    expect(getStopSequence(file.code, { ...PLAN, call, target, canAwait: true })).toBeNull();
  });

  it.each<[marked: string, plan: Partial<StopPlan>, expected: string]>([
    [
      'let w;\r\nif (x) [|w.terminate()|];\r\n',
      {},
      "let w;\r\nif (x) {\r\n  w.postMessage('stop');\r\n  setTimeout(() => w.terminate(), 5);\r\n}\r\n",
    ],
    [
      '[|a.b.terminate()|]\n;[1].map(f)',
      {},
      "{\n  const worker = a.b\n  worker.postMessage('stop')\n  setTimeout(() => worker.terminate(), 5)\n}\n;[1].map(f)",
    ],
    [
      'do [|a.b.terminate()|]; while (x)',
      {},
      "do {\n  const worker = a.b;\n  worker.postMessage('stop');\n  setTimeout(() => worker.terminate(), 5);\n} while (x)",
    ],
    [
      'const x = [[|a.b.terminate()|], 1];',
      NODE,
      `const x = [Promise.resolve(a.b).then((worker) => new Promise((resolve) => {\n${WAIT('worker')}})), 1];`,
    ],
    [
      'const w = f(); g([|w?.terminate()|]);',
      NODE,
      `const w = f(); g((w ? new Promise((resolve) => {\n${WAIT('w')}}) : undefined));`,
    ],
    [
      'const f = async () => [|(await p).terminate()|];',
      { ...NODE, canAwait: true },
      `const f = async () => {\n  const worker = await p;\n  return new Promise((resolve) => {\n${WAIT('worker', '    ')}  });\n};`,
    ],
  ])('%j', (marked, plan, expected) => {
    const { file, nodes } = parseMarked(marked);
    const { call, target } = getCall(nodes[0]!);
    const { range, text } = getStopSequence(file.code, { ...PLAN, call, target, ...plan })!;
    expect(file.code.text.slice(0, range[0]) + text + file.code.text.slice(range[1])).toBe(expected);
    parseFile(expected);
  });
});

describe('callStopWorker', () => {
  it.each([
    [
      'function f() { [|a.b.terminate()|]; }',
      "import { stopWorker } from './stop.js';\nfunction f() { void stopWorker(a.b); }",
    ],
    [
      'function f() { [|a?.b.terminate()|]; }',
      "import { stopWorker } from './stop.js';\nfunction f() { if (a?.b) {\n  void stopWorker(a?.b);\n} }",
    ],
    [
      'function f() { [|get()?.terminate()|]; }',
      "import { stopWorker } from './stop.js';\nfunction f() { const worker = get();\nif (worker) {\n  void stopWorker(worker);\n} }",
    ],
    [
      'const f = (w) => g([|w.terminate()|]);',
      "import { stopWorker } from './stop.js';\nconst f = (w) => g(void stopWorker(w));",
    ],
  ])('%s', (marked, expected) => {
    const { file, nodes } = parseMarked(marked, { filename: 'a.js' });
    const fix = callStopWorker(file, './stop.js', { ...PLAN, graceMs: 5000, ...getCall(nodes[0]!) });
    expect(fix && apply(file.code.text, fix)).toBe(expected);
  });

  it('leaves the callback form and the helper itself alone', () => {
    const { file, nodes } = parseMarked('[|w.terminate(done)|];', { filename: 'a.js' });
    expect(callStopWorker(file, './stop.js', { ...PLAN, ...getCall(nodes[0]!) })).toBeNull();
    const own = parseMarked('[|w.terminate()|];', { filename: 'stop.js' });
    expect(callStopWorker(own.file, './stop.js', { ...PLAN, ...getCall(own.nodes[0]!) })).toBeNull();
  });
});

describe('replacePoolKill', () => {
  const row = { module: 'x', constructors: ['Pool'], kills: [{ method: 'kill' }], graceful: 'end()' };
  it.each([
    ['graceful', row, 'return [|a.pool?.kill(1)|];', 'return a.pool?.end();', true],
    [
      'own drain',
      { ...row, drain: 'idle()' },
      'return [|a.pool.kill()|];',
      '{\n  const pool = a.pool;\n  return pool.idle().then(() => pool.end());\n}',
      false,
    ],
    ['nothing known', { ...row, graceful: null }, '[|pool.kill()|];', null, undefined],
    ['drain first, no task seen', { ...row, drainFirst: true }, '[|pool.kill()|];', null, undefined],
  ])('%s', (_, poolRow, marked, expected, isSafe) => {
    const { file, nodes } = parseMarked(marked);
    const edit = replacePoolKill(file.code, getCall(nodes[0]!).call, poolRow, [], false);
    expect(edit && apply(file.code.text, edit.fix)).toBe(expected);
    expect(edit?.isSafe).toBe(isSafe);
  });
});

describe('stopInsteadOfDispose', () => {
  it('gives null where the declaration has no block to wait at the end of', () => {
    const { file, nodes } = parseMarked('for (await using [|w = f()|]; ;) g(w);');
    expect(stopInsteadOfDispose(file.code, nodes[0] as TSESTree.VariableDeclarator, "'stop'", 5)).toBeNull();
  });

  it('ends a block that the declaration ends', () => {
    const { file, nodes } = parseMarked('await using [|w = f()|];');
    const fix = stopInsteadOfDispose(file.code, nodes[0] as TSESTree.VariableDeclarator, "'stop'", 5);
    expect(fix && apply(file.code.text, fix)).toContain('const w = f();\ntry {\n} finally {\n  await new Promise(');
  });
});

it.each([
  [`import { stopWorker } from 'm';`, 'stopWorker'],
  [`import { stopWorker as a } from 'node:m';`, 'a'],
  [`import { 'stopWorker' as b } from 'm';`, 'b'],
  [`import type { stopWorker } from 'm';`, null],
  [`import { type stopWorker } from 'm';`, null],
  [`import stopWorker from 'm';`, null],
  [`const { stopWorker: c } = require('m');`, 'c'],
  [`const m = require('m');`, null],
])('findImport: %s', (code, expected) => {
  expect(findImport(parseFile(code).code, { module: 'm', name: 'stopWorker', local: 'x' })).toBe(expected);
});

function getCall(node: Node): { call: TSESTree.CallExpression; target: Node } {
  const call = (node.type === 'ChainExpression' ? node.expression : node) as TSESTree.CallExpression;
  return { call, target: (call.callee as TSESTree.MemberExpression).object };
}

/** The text after a fix, whose parts are applied from the last to the first. */
function apply(text: string, fix: TSESLint.ReportFixFunction): string {
  type Edit = { range: readonly [number, number]; text: string };
  type Place = { range: readonly [number, number] };
  const fixer = {
    replaceText: ({ range }: Place, added: string): Edit => ({ range, text: added }),
    replaceTextRange: (range: readonly [number, number], added: string): Edit => ({ range, text: added }),
    insertTextAfter: ({ range }: Place, added: string): Edit => ({ range: [range[1], range[1]], text: added }),
    insertTextBefore: ({ range }: Place, added: string): Edit => ({ range: [range[0], range[0]], text: added }),
  };
  const made = fix(fixer as unknown as TSESLint.RuleFixer);
  const edits = (Array.isArray(made) ? made : [made]) as unknown as Edit[];
  const order = edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => b.range[0] - a.range[0] || b.i - a.i);
  return order.reduce((done, { range, text: added }) => done.slice(0, range[0]) + added + done.slice(range[1]), text);
}
