import { describe, expect, it } from 'vitest';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { expectInProject } from '../support/lint-project.ts';
import { indexProject } from '../support/temporary-project.ts';
import path from 'node:path';

const SLEEP = "import { setTimeout as sleep } from 'node:timers/promises';\n";
const TASKS = { 'src/tasks.ts': 'export async function send() {}\nexport const other = 1;\n' };

/** The exports of src/tasks.ts that do jobs, as `send: bullmq at src/main.ts:3`. */
function listProcessors(main: string, others: Record<string, string> = TASKS): string[] {
  const index = indexProject({ 'package.json': '{}', ...others, 'src/main.ts': main });
  const found = index.findProcessors(path.join(index.root, 'src/tasks.ts'));
  return found.map(({ library, name, place }) => `${name}: ${library} at ${place.file}:${place.line}`);
}

describe('a function of another file that a job library is given', () => {
  it.each([
    ['bullmq', "import { Worker } from 'bullmq';\nimport { send } from './tasks';\nnew Worker('mail', send);"],
    [
      'bullmq, typed',
      "import { Worker } from 'bullmq';\nimport { send } from './tasks.js';\nnew Worker<Data, Result>('mail', send, {});",
    ],
    [
      'bullmq, CommonJS',
      "const { Worker } = require('bullmq');\nconst tasks = require('./tasks');\nnew Worker('mail', tasks.send);",
    ],
    ['bull', "import Queue from 'bull';\nimport { send } from './tasks';\nnew Queue('mail').process(5, send);"],
    [
      'pg-boss',
      "import PgBoss from 'pg-boss';\nimport { send } from './tasks';\nawait boss.work('mail', { batchSize: 2 }, send);",
    ],
    [
      'agenda',
      "import { Agenda } from 'agenda';\nimport { send } from './tasks';\nagenda.define('mail', send, { concurrency: 2 });",
    ],
    [
      'graphile-worker',
      "import { run } from 'graphile-worker';\nimport { send } from './tasks';\nawait run({ taskList: { send } });",
    ],
    [
      'kafkajs',
      "import { Kafka } from 'kafkajs';\nimport { send } from './tasks';\nawait consumer.run({ eachMessage: send });",
    ],
    [
      'sqs-consumer',
      "import { Consumer } from 'sqs-consumer';\nimport { send } from './tasks';\nConsumer.create({ queueUrl, handleMessage: send });",
    ],
  ])('%s', (name, main) => {
    expect(listProcessors(main)).toEqual([`send: ${name.replace(/,.*/, '')} at src/main.ts:3`]);
  });

  it('in a constant', () => {
    const main =
      "import { run } from 'graphile-worker';\nimport { send } from './tasks';\nconst taskList = { send };\nrun({ taskList });";
    expect(listProcessors(main)).toEqual(['send: graphile-worker at src/main.ts:4']);
  });

  it('all functions of a module', () => {
    const main =
      "import { Worker } from '@temporalio/worker';\nimport * as activities from './tasks';\nawait Worker.create({ activities });";
    expect(listProcessors(main)).toEqual(['*: @temporalio/worker at src/main.ts:3']);
  });

  it('through an index file', () => {
    const others = { ...TASKS, 'src/all.ts': "export { send as mail } from './tasks';" };
    const main = "import { Worker } from 'bullmq';\nimport { mail } from './all';\nnew Worker('mail', mail);";
    expect(listProcessors(main, others)).toEqual(['send: bullmq at src/main.ts:3']);
  });

  it.each([
    [
      'of another library',
      "import { Worker } from 'somemq';\nimport { send } from './tasks';\nnew Worker('mail', send);",
    ],
    ['without the library', "import { send } from './tasks';\nboss.work('mail', send);"],
    ['called', "import { Worker } from 'bullmq';\nimport { send } from './tasks';\nnew Worker('mail', send());"],
    [
      'in another place',
      "import { Worker } from 'bullmq';\nimport { send } from './tasks';\nnew Worker('mail', run, send);",
    ],
    [
      'beside it',
      "import { Worker } from 'bullmq';\nimport { send } from './tasks';\nnew Worker('mail', async () => {});\nsend();",
    ],
  ])('nothing: %s', (_, main) => {
    expect(listProcessors(main)).toEqual([]);
  });
});

describe('a rule in the file of the function', () => {
  const main = "import { Worker } from 'bullmq';\nimport { send } from './tasks';\nnew Worker('mail', send);";

  it.each([
    [
      'a function',
      `${SLEEP}export async function send() {\n  await [|sleep(5000)|];\n}\nexport async function idle() {\n  await sleep(5000);\n}\n`,
    ],
    ['a constant', `${SLEEP}export const send = async (): Promise<void> => {\n  await [|sleep(5000)|];\n};\n`],
    ['exported below', `${SLEEP}async function work() {\n  await [|sleep(5000)|];\n}\nexport { work as send };\n`],
    ['wrapped', `${SLEEP}export const send = traced(async () => {\n  await [|sleep(5000)|];\n});\n`],
    [
      'a function that it calls',
      `${SLEEP}export async function send() {\n  await pause();\n}\nasync function pause() {\n  await [|sleep(5000)|];\n}\n`,
    ],
  ])('%s', (_, code) => {
    const { messages } = expectInProject(
      preferInterruptibleWait,
      code,
      { 'src/main.ts': main },
      { file: 'src/tasks.ts' },
    );
    expect(messages[0]?.message).toContain('is given to bullmq at src/main.ts:3');
  });

  it.each([
    [
      'module.exports',
      "const { setTimeout: sleep } = require('node:timers/promises');\nmodule.exports = { async send() {\n  await [|sleep(5000)|];\n} };\n",
    ],
    [
      'exports',
      "const { setTimeout: sleep } = require('node:timers/promises');\nexports.send = async () => {\n  await [|sleep(5000)|];\n};\n",
    ],
  ])('CommonJS: %s', (_, code) => {
    const cjs =
      "const { Worker } = require('bullmq');\nconst { send } = require('./tasks.cjs');\nnew Worker('mail', send);";
    expectInProject(preferInterruptibleWait, code, { 'src/main.cjs': cjs }, { file: 'src/tasks.cjs' });
  });

  it('silent where no library is given it', () => {
    const code = `${SLEEP}export async function send() {\n  await sleep(5000);\n}\n`;
    expectInProject(
      preferInterruptibleWait,
      code,
      { 'src/main.ts': main.replaceAll('bullmq', 'somemq') },
      { file: 'src/tasks.ts' },
    );
  });
});
