import { describe, expect, it } from 'vitest';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { expectInProject } from '../support/lint-project.ts';
import { SLEEP } from '../support/worker-sources.ts';

const STRICT = { nearJobs: true, outsideLoops: true };
const PAUSE = `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nexport async function poll() {\n  await [|sleep(1000)|];\n}\n`;
const silent = PAUSE.replace(/\[\||\|\]/g, '');

function use(name: string): Record<string, string> {
  return { 'package.json': JSON.stringify({ name: 'app', dependencies: { [name]: '1' } }) };
}

describe('pauses near jobs: strict', () => {
  it('in a job library', () => {
    const { messages } = expectInProject(
      preferInterruptibleWait,
      PAUSE,
      { 'package.json': '{ "name": "kafkajs" }' },
      { options: STRICT },
    );
    expect(messages[0]?.message).toContain('(the code is part of kafkajs)');
    // Nobody here has a signal to give: the message says what to do.
    expect(messages[0]?.fix ?? messages[0]?.suggestions?.[0]).toBeUndefined();
  });

  it.each(['src/workers/mail.ts', 'src/queue-runner.ts', 'src/jobs.ts', 'src/mailWorker.ts', 'apps/cron/index.ts'])(
    'in %s of a package that uses one',
    (file) => {
      const { messages } = expectInProject(preferInterruptibleWait, PAUSE, use('bullmq'), { file, options: STRICT });
      expect(messages[0]?.message).toContain('uses bullmq');
    },
  );

  it('by the package.json that is nearest', () => {
    const others = {
      ...use('express'),
      'apps/api/package.json': JSON.stringify(JSON.parse(use('pg-boss')['package.json'] as string)),
    };
    expectInProject(preferInterruptibleWait, PAUSE, others, { file: 'apps/api/src/jobs/mail.ts', options: STRICT });
    expectInProject(preferInterruptibleWait, silent, others, { file: 'src/jobs/mail.ts', options: STRICT });
  });

  it.each<readonly [string, Record<string, string>, string, object]>([
    ['in recommended', { 'package.json': '{ "name": "kafkajs" }' }, 'src/workers/mail.ts', {}],
    ['a name alone', use('express'), 'src/workers/mail.ts', STRICT],
    ['a job library alone', use('bullmq'), 'src/pages/mail.ts', STRICT],
    ['a word inside a word', use('bullmq'), 'src/jobless/queued.ts', STRICT],
    ['in a kill', { 'package.json': '{ "name": "kafkajs" }' }, 'src/kill.ts', STRICT],
    ['its tests', { 'package.json': '{ "name": "kafkajs" }' }, 'src/__tests__/poll.test.ts', STRICT],
    ['what its tests are made with', { 'package.json': '{ "name": "kafkajs" }' }, 'src/__e2e__/poll.ts', STRICT],
    ['a package.json that cannot be read', { 'package.json': '{' }, 'src/workers/mail.ts', STRICT],
  ])('silent: %s', (_, others, file, options) => {
    const code = file === 'src/kill.ts' ? silent.replace('poll', 'kill') : silent;
    expectInProject(preferInterruptibleWait, code, others, { file, options });
  });
});

it.each([
  ['react', 'new Promise((resolve, reject) => {'],
  ['express', 'sleep(1000, undefined, { signal })'],
])('the edit of a file that shows no platform, in a package with %s', (name, written) => {
  const code =
    'export async function poll(signal) {\n  if (signal.aborted) return;\n  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];\n}\n';
  const { messages } = expectInProject(preferInterruptibleWait, code, use(name), { file: 'src/poll.js' });
  expect(messages[0]?.fix?.text).toContain(written);
});

const HEAD = `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nlet stopping = false;\nprocess.on('SIGTERM', () => { stopping = true; });\n`;
const inClass = (test: string, rest = ''): string =>
  `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nexport class Poller {\n  stopped = false;\n  ${rest}\n  close() { this.stopped = true; }\n  async run() { ${test} }\n}\n`;

/** No place sets the flag that could fire a signal as well, or an aborted pause would look like a full one. */
const NOBODY_FIRES: ReadonlySet<string> = new Set([
  ...[
    'a state that the stop sets',
    'a field of an object',
    'a flag of the class above',
    'a function that calls itself',
    'a getter',
    'a method',
  ],
  ...[
    'a method that aborts',
    'a setter for others',
    'a signal of the class above',
    'a signal that only the test shows',
  ],
]);

describe('a stop flag that the round tests', () => {
  it.each([
    [
      'an if that breaks',
      `${HEAD}export async function run() { while (true) { if (stopping) break; await step(); await [|sleep(1000)|]; } }`,
    ],
    [
      'an if that returns',
      `${HEAD}export async function run() { for (;;) { await step(); if (stopping) { log('bye'); return; } await [|sleep(1000)|]; } }`,
    ],
    [
      'an if that throws',
      `${HEAD}export async function run() { for (;;) { if (stopping) throw new Error('stopped'); await step(); await [|sleep(1000)|]; } }`,
    ],
    [
      'a list of work',
      `${HEAD}export async function run(list) { for (const one of list) { if (stopping) return; await step(one); await [|sleep(1000)|]; } }`,
    ],
    [
      'a loop around the loop',
      `${HEAD}export async function run(list) { while (!stopping) { for (const one of list) { await step(one); await [|sleep(1000)|]; } } }`,
    ],
    [
      'a method',
      inClass(
        'while (!this.isStopped()) { await step(); await [|sleep(1000)|]; }',
        'isStopped() { return this.stopped; }',
      ),
    ],
    [
      'a state that the stop sets',
      inClass(
        'while (this.state !== STATES.CLOSED) { await step(); await [|sleep(1000)|]; }',
        'close() { this.state = STATES.CLOSED; }',
      ),
    ],
    [
      'a getter',
      inClass(
        'while (this.isRunning) { await step(); await [|sleep(1000)|]; }',
        'get isRunning() { return !this.stopped; }',
      ),
    ],
    [
      'a function that calls itself',
      inClass('if (this.stopped) return; await step(); await [|sleep(1000)|]; return this.run();'),
    ],
    [
      'a method that aborts',
      `${SLEEP}export class Fill {\n  isAborted = false;\n  async abort() { this.isAborted = true; }\n  async run() { while (!this.isAborted) { await step(); await [|sleep(1000)|]; } }\n}\n`,
    ],
    [
      'a flag of the class above',
      `${SLEEP}export class Live extends Stream {\n  constructor() { super(); this.closed = false; }\n  async run() { while (!this.input.closed && !this.closed) { await step(); await [|sleep(1000)|]; } }\n}\n`,
    ],
    [
      'a signal that only the test shows',
      `${SLEEP}export async function run(meta) { do { meta.abort.throwIfAborted(); await [|sleep(2500)|]; } while (await step()); }`,
    ],
    [
      'a signal of the class above',
      `${SLEEP}export class Live extends Stream { async run() { while (!this.abort.signal.aborted) { await step(); await [|sleep(1000)|]; } } }`,
    ],
    [
      'a field of an object',
      `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nconst state = { stopped: false };\nexport function stop() { state.stopped = true; }\nexport async function run() { while (!state.stopped) { await step(); await [|sleep(1000)|]; } }`,
    ],
  ])('%s', (name, code) => {
    const { messages } = expectInProject(preferInterruptibleWait, code, {});
    expect(messages[0]?.message).toMatch(
      /^A request to stop waits until this pause ends: '[\w.()]+' is only tested when it is over\. Pass/,
    );
    const edit = messages[0]?.fix ?? messages[0]?.suggestions?.[0];
    expect(edit !== undefined, 'has an edit').toBe(!NOBODY_FIRES.has(name));
  });

  it.each([
    [
      'a flag behind which the process ends',
      `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nexport async function run() { let cancelled = false; process.on('SIGINT', () => { cancelled = true; console.log('bye'); process.exit(0); }); while (!cancelled) { await step(); await sleep(1000); } }`,
    ],
    [
      'a state that nothing sets',
      inClass(
        'while (this.state !== STATES.CLOSED) { await step(); await sleep(1000); }',
        'close() { this.state = STATES.CLOSING; }',
      ),
    ],
    [
      'what an error says',
      `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nexport async function abortIfGone(step) { try { await step(); } catch (e) { e.abort = true; throw e; } }\nexport async function retry(step) { for (;;) { try { return await step(); } catch (e) { if (e.abort) throw e; await sleep(5000); } } }`,
    ],
    [
      'a timer that no end waits for',
      `let stopping = false;\nexport function stop() { stopping = true; }\nexport async function run() { while (!stopping) { await step(); await new Promise((resolve) => { setTimeout(resolve, 1000).unref(); }); } }`,
    ],
    [
      'an if that leaves for another reason',
      `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nlet cache = null;\nexport function clear() { cache = null; }\nexport async function get() { for (;;) { cache = await load(); if (cache) return cache; await sleep(1000); } }`,
    ],
    [
      'an if that goes on',
      `${HEAD}export async function run() { while (next()) { if (stopping) log('soon'); await sleep(1000); } }`,
    ],
    [
      'a break of an inner switch',
      `${HEAD}export async function run() { while (next()) { switch (kind) { case 1: if (stopping) break; } await sleep(1000); } }`,
    ],
    [
      'a flag of another object',
      `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nexport function stop(other) { other.stopped = true; }\nexport async function wait(state) { while (!state.stopped) await sleep(1000); }`,
    ],
    [
      'a time limit in an object',
      `${SLEEP}export async function run() { const limit = { signal: AbortSignal.timeout(5000) }; while (!limit.signal.aborted) await sleep(1000); }`,
    ],
    [
      'a flag of the class itself that nobody sets',
      `${SLEEP}export class Live extends Stream { closed = false; close() {} async run() { while (!this.closed) await sleep(1000); } }`,
    ],
    ['a pause in no loop', `${HEAD}export async function run() { if (stopping) return; await sleep(1000); }`],
  ])('silent: %s', (_, code) => {
    expectInProject(preferInterruptibleWait, code, {});
  });
});
