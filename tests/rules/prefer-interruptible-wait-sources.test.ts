import { describe, expect, it } from 'vitest';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { expectInProject } from '../support/lint-project.ts';

const NAP = `const nap = (ms: number) => new Promise((go) => setTimeout(go, ms));\n`;
const bare = (code: string): string => code.replace(/\[\||\|\]/g, '');

describe('where the signal of a pause comes from', () => {
  const types = {
    'src/options.ts': `export interface Common { signal?: AbortSignal | null }\nexport type Options = Common & { path: string };\nexport interface Place { path: string }`,
  };
  const getClient = (type: string): string => `import type { ${type} } from './options.js';
${NAP}export class Client {
  async retry(options: ${type}, left: number) { await [|nap(2 ** left * 1000)|]; return this.send(options, left - 1); }
  async send(options: ${type}, left: number): Promise<Response> { const controller = new AbortController(); return fetch(options.path, { signal: controller.signal }); }
}`;

  it('an option of a type that another file declares', () => {
    const { messages } = expectInProject(preferInterruptibleWait, getClient('Options'), types);
    expect(messages[0]?.message).toContain("'options.signal' is in scope");
    expectInProject(preferInterruptibleWait, bare(getClient('Place')), types);
  });

  it('how much is left is no stop flag', () => {
    const getRetry = (test: string): string =>
      `${NAP}const state = { errors: [] }; process.on('SIGTERM', () => { state.errors = []; }); export async function retry(run) { while (${test}) { await [|nap(1000)|]; await run(); } }`;
    expectInProject(preferInterruptibleWait, bare(getRetry('state.errors.length > 0')), {});
    expectInProject(preferInterruptibleWait, getRetry('state.errors'), {});
  });

  it('whatever else is linted, none in a file that nobody could stop', () => {
    const owner = `${NAP}let test = null; export function clearErrors() { test = null; } export async function retry(run) { while (test) { await nap(1000); await run(); } }`;
    expectInProject(preferInterruptibleWait, owner, {});
    expectInProject(preferInterruptibleWait, owner, { 'src/other.ts': `new Worker('./far.js');` });
  });

  it('rather one that says so than one of any request', () => {
    const owner = `import type { Options } from './options.js';
${NAP}export async function get(init: RequestInit, options: Options) { for (;;) { await [|nap(1000)|]; await step(init, options); } }`;
    const { messages } = expectInProject(preferInterruptibleWait, owner, types);
    expect(messages[0]?.message).toContain("'options.signal' is in scope");
  });

  it('kept options, whose signal the class uses', () => {
    const getWriter = (use: string): string => `${NAP}export class Writer {
  constructor(private options: { signal?: AbortSignal }) {}
  open(request: Request) {
    ${use}
    request.on('error', async () => { await [|nap(this.delay())|]; this.open(request); });
  }
  delay() { return 1000 * this.count; }
}`;
    const listen = `this.options.signal?.addEventListener('abort', () => request.destroy());`;
    const { messages } = expectInProject(preferInterruptibleWait, getWriter(listen), {});
    expect(messages[0]?.message).toContain("'this.options.signal' is in scope");
    expectInProject(preferInterruptibleWait, bare(getWriter('send(request);')), {});
  });

  it('not a controller that the function aborts as a step of its own', () => {
    const getRun = (abort: string): string => `${NAP}export async function run() {
  const controller = new AbortController();
  const cancelSignal = controller.signal;
  const child = start({ cancelSignal });
  while (!child.isReady) await [|nap(1000)|];
  ${abort}
}`;
    expectInProject(preferInterruptibleWait, bare(getRun('controller.abort();')), {});
    expectInProject(preferInterruptibleWait, getRun('child.onStop(() => controller.abort());'), {});
    expectInProject(preferInterruptibleWait, getRun('register(controller);'), {});
  });

  it('a poll whose usual pause is short is none', () => {
    const getPoll = (usual: string, change: string): string => `${NAP}export function watch(idle = ${usual}) {
  let stopped = false;
  return { async wait() { while (!stopped) { await [|nap(idle)|]; ${change} } }, stop() { stopped = true; } };
}`;
    expectInProject(preferInterruptibleWait, bare(getPoll('100', '')), {});
    expectInProject(preferInterruptibleWait, getPoll('1000', ''), {});
    expectInProject(preferInterruptibleWait, getPoll('100', 'idle *= 2;'), {});
  });
});
