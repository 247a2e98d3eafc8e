import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { noDeafStopFlag } from '../../src/rules/no-deaf-stop-flag.ts';
import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { getPasses, runRule } from '../support/run-rule.ts';
import { PORT, SLEEP } from '../support/worker-sources.ts';

const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  noEmit: true,
};
const DECLARED = 'declare function work(): Promise<void>;\ndeclare function step(): boolean;\n';
const loop = noUnstoppableLoop as unknown as Rule;
const wait = preferInterruptibleWait as unknown as Rule;
const deaf = noDeafStopFlag as unknown as Rule;
const STOPPED = `${PORT}let stopped = false;\nparentPort?.on('message', () => { stopped = true; });\n`;

/** What a worker of a strict TypeScript project looks like before its edit, by what is special about it. */
const CASES: readonly [name: string, rule: Rule, text: string, options?: object][] = [
  ['an endless loop', loop, `${PORT}parentPort?.postMessage(1);\nwhile (true) { await work(); }\n`],
  [
    'a loop in a void function',
    loop,
    `${PORT}parentPort?.postMessage(1);\nexport async function run(signal?: AbortSignal): Promise<void> {\n  for (;;) { await work(); }\n}\n`,
  ],
  [
    'a loop that never yields',
    loop,
    `${PORT}parentPort?.postMessage(1);\nexport async function run(): Promise<void> {\n  while (true) step();\n}\n`,
  ],
  [
    'a retry that gives a value',
    loop,
    `${PORT}${SLEEP}parentPort?.postMessage(1);\nexport async function ask(signal?: AbortSignal): Promise<number> {\n  while (true) {\n    if (step()) return 1;\n    await sleep(50);\n  }\n}\n`,
    { retries: true },
  ],
  [
    'a function that starts itself again',
    loop,
    `${PORT}function tick(): void {\n  parentPort?.postMessage(1);\n  setTimeout(tick, 1000);\n}\ntick();\n`,
  ],
  [
    'async recursion',
    loop,
    `${PORT}parentPort?.postMessage(1);\nasync function tick(): Promise<void> {\n  await work();\n  return tick();\n}\nawait tick();\n`,
  ],
  [
    'an iteration over messages',
    loop,
    `${PORT}import { on } from 'node:events';\nfor await (const [task] of on(parentPort!, 'message')) { parentPort?.postMessage(task); }\n`,
  ],
  [
    'an iteration over intervals',
    loop,
    `${PORT}import { setInterval } from 'node:timers/promises';\nasync function run(): Promise<void> {\n  for await (const _ of setInterval(1000)) parentPort?.postMessage(1);\n}\nawait run();\n`,
  ],
  [
    'a pause',
    wait,
    `${PORT}parentPort?.postMessage(1);\nexport async function run(): Promise<void> {\n  while (step()) {\n    await new Promise((resolve) => setTimeout(resolve, 1000));\n  }\n}\n`,
  ],
  [
    'a pause with an optional signal, in a catch',
    wait,
    `${SLEEP}export async function run({ signal }: { signal?: AbortSignal } = {}): Promise<void> {\n  for (;;) {\n    try {\n      await sleep(1000);\n      if (step()) return;\n    } catch {}\n  }\n}\n`,
  ],
  [
    'a pause in a function that gives a value',
    wait,
    `${SLEEP}export async function run(options: { signal?: AbortSignal }): Promise<number> {\n  for (;;) {\n    switch (step()) {\n      case true:\n        return 1;\n      default:\n        try { await sleep(1000); } catch {}\n    }\n  }\n}\n`,
  ],
  [
    'a helper of the file',
    wait,
    `const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));\nexport async function run(signal?: AbortSignal): Promise<void> {\n  await rest(1000);\n}\n`,
  ],
  [
    'a signal of the class',
    wait,
    `${SLEEP}export class Pump {\n  readonly #stopping = new AbortController();\n  stop(): void { this.#stopping.abort(); }\n  async run(): Promise<void> {\n    while (step()) await sleep(1000);\n  }\n}\n`,
  ],
  [
    'a flag',
    wait,
    `${SLEEP}let running = true;\nprocess.once('SIGTERM', () => (running = false));\nwhile (running) await sleep(1000);\n`,
  ],
  [
    'a blocking wait',
    wait,
    `${PORT}parentPort?.postMessage(1);\nconst cell = new Int32Array(new SharedArrayBuffer(4));\nwhile (step()) Atomics.wait(cell, 0, 0, 1000);\n`,
  ],
  [
    'misplaced options',
    wait,
    `${SLEEP}export async function run(signal: AbortSignal): Promise<void> {\n  await sleep(1000, { signal });\n  await sleep(1000, null, signal as never);\n}\n`,
  ],
  ['a deaf flag', deaf, `${STOPPED}while (!stopped) step();\n`],
  ['a deaf flag in a hot loop', deaf, `${STOPPED}let n = 0;\nwhile (!stopped) { n = Math.max(n, Math.random()); }\n`],
  [
    'a deaf flag in a sync function',
    deaf,
    `${STOPPED}export function run(): number {\n  let n = 0;\n  while (!stopped) { step(); n += 1; }\n  return n;\n}\n`,
  ],
  [
    'a deaf flag in a method and a list',
    deaf,
    `${STOPPED}export class Jobs {\n  public run(list: number[]): void {\n    for (const item of list) {\n      if (stopped || item < 0) break;\n      step();\n    }\n  }\n}\n`,
    { bounded: true },
  ],
  [
    'a plain read',
    deaf,
    `import { workerData } from 'node:worker_threads';\nconst { flag } = workerData;\nAtomics.add(flag, 1, 1);\nwhile (flag[0] === 0) {}\n`,
  ],
  [
    'a plain read of a typed view',
    deaf,
    `const flag = new Uint8Array(new SharedArrayBuffer(4));\nexport function wait(): void {\n  while (flag[0] === 0);\n}\n`,
  ],
  [
    'a poll of the own port',
    deaf,
    `import { parentPort, receiveMessageOnPort } from 'node:worker_threads';\nparentPort?.on('message', () => {\n  while (step()) if (receiveMessageOnPort(parentPort!)) break;\n});\n`,
  ],
  [
    'a copied flag',
    deaf,
    `import { isMainThread } from 'node:worker_threads';\nlet stopped = false;\nif (isMainThread) {\n  process.once('SIGTERM', () => { stopped = true; });\n} else {\n  while (!stopped) await work();\n}\n`,
  ],
];

const outputs = new Map<string, string>();
for (const [name, rule, body, options] of CASES) {
  const text = DECLARED + body;
  const item = {
    name,
    code: text,
    filename: 'src/jobs/file.mts',
    options: options ? [options] : [],
    settings: { graceful: { jobs: [] } },
  };
  const passes = getPasses(rule, item, text);
  if (passes.length > 0) outputs.set(`${name}, fixed`, passes.at(-1) as string);
  for (const { suggestions = [] } of runRule(rule, item, text)) {
    for (const [i, { fix, messageId }] of suggestions.entries()) {
      outputs.set(`${name}, ${messageId} ${i}`, text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]));
    }
  }
}

describe('edits of strict TypeScript', () => {
  it('each case has one', () => {
    const names = [...outputs.keys()].map((key) => key.split(', ').slice(0, -1).join(', '));
    expect(CASES.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('compile', () => {
    const files = new Map([...outputs.values()].map((text, i) => [`${process.cwd()}/edited-${i}.mts`, text]));
    const host = ts.createCompilerHost(STRICT);
    const disk = { ...host };
    host.fileExists = (file) => files.has(file) || disk.fileExists(file);
    host.readFile = (file) => files.get(file) ?? disk.readFile(file);
    host.getSourceFile = (file, options, ...rest) => {
      const text = files.get(file);
      return text === undefined ? disk.getSourceFile(file, options, ...rest) : ts.createSourceFile(file, text, options);
    };
    const program = ts.createProgram([...files.keys()], STRICT, host);
    const complaints = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.text.slice(0, start).split('\n').length : 0;
      return `${ts.flattenDiagnosticMessageText(messageText, ' ')} at line ${line} of\n${file?.text ?? ''}`;
    });
    expect(complaints).toEqual([]);
  });
});
