import { describe, expect, it } from 'vitest';
import { findJobProcessors } from '../../src/facts/jobs/job-processors.ts';
import { parseMarked } from '../support/parse.ts';

/** Each text marks every function that is to be found. */
const FOUND: readonly [title: string, code: string][] = [
  ['BullMQ', "import { Worker } from 'bullmq'; new Worker('mail', [|async (job) => send(job)|], { connection });"],
  ['BullMQ by name', "import { Worker } from 'bullmq'; [|async function run(job) {}|] new Worker('mail', run);"],
  [
    'BullMQ by const',
    `const { Worker } = require('bullmq');
     const run = [|async (job) => {}|];
     new Worker('mail', run);`,
  ],
  ['BullMQ, compiled', "const bullmq_1 = require('bullmq'); new bullmq_1.Worker('mail', [|async (job) => {}|]);"],
  ['a subclass', "import { Worker } from 'bullmq'; class W extends Worker {} new W('mail', [|async (job) => {}|]);"],
  [
    'super()',
    `import { Worker } from 'bullmq';
     class W extends Worker { constructor() { super('mail', [|async (job) => {}|]); } }`,
  ],
  ['a wrapped processor', "import { Worker } from 'bullmq'; new Worker('mail', traced([|async (job) => {}|]));"],
  [
    'a bound method',
    `import { Worker } from 'bullmq';
     class A { start() { new Worker('q', this.run.bind(this)); } async run[|(job) {}|] }`,
  ],
  [
    'a field',
    "import { Worker } from 'bullmq'; class A { run = [|async (job) => {}|]; start() { new Worker('q', this.run); } }",
  ],
  ['Bull', "import Queue from 'bull'; const queue = new Queue('a'); queue.process('b', 5, [|async (job) => {}|]);"],
  ['Bull as a factory', "const Bull = require('bull'); Bull('a').process([|function (job, done) {}|]);"],
  [
    'Bull by type',
    `import type { Queue } from 'bull';
     class A { constructor(private queue: Queue) { this.queue.process([|async (j) => {}|]); } }`,
  ],
  ['Bee-Queue', "const Queue = require('bee-queue'); const q = new Queue('a'); q.process(3, [|async (job) => {}|]);"],
  ['pg-boss', "import PgBoss from 'pg-boss'; const boss = new PgBoss(url); boss.work('a', [|async (jobs) => {}|]);"],
  [
    'pg-boss with options, in a field',
    `import { PgBoss } from 'pg-boss';
     class A { boss = new PgBoss(u); f() { this.boss.work('a', { batchSize: 2 }, [|async () => {}|]); } }`,
  ],
  [
    'pg-boss, assigned to a field',
    `import PgBoss from 'pg-boss';
     class A { constructor() { this.boss = new PgBoss(u); } f() { return this.boss.work('a', [|async () => {}|]); } }`,
  ],
  [
    'graphile-worker',
    `import { run } from 'graphile-worker';
     await run({ taskList: { a: [|async (payload) => {}|], async b[|(payload) {}|] } });`,
  ],
  [
    'graphile-worker, task list by name',
    `import { runTaskList } from 'graphile-worker';
     const tasks = { a: [|async () => {}|] };
     runTaskList({}, tasks, pool);`,
  ],
  [
    'Agenda',
    `import Agenda from 'agenda';
     const agenda = new Agenda(o);
     agenda.define('a', { priority: 1 }, [|async (job) => {}|]);`,
  ],
  [
    'Agenda 6',
    `import { Agenda } from 'agenda';
     const agenda = new Agenda(o);
     agenda.define('a', [|async (job) => {}|], {});`,
  ],
  [
    'Bree',
    `import Bree from 'bree';
     new Bree({ jobs: ['a', [|function b() {}|], { name: 'c', path: [|() => {}|] }] });`,
  ],
  [
    'KafkaJS',
    `import { Kafka } from 'kafkajs';
     const kafka = new Kafka(o);
     const consumer = kafka.consumer(o);
     await consumer.run({ eachMessage: [|async (m) => {}|] });`,
  ],
  [
    'KafkaJS in one chain',
    "const { Kafka } = require('kafkajs'); new Kafka(o).consumer(o).run({ eachBatch: [|async (m) => {}|] });",
  ],
  [
    'sqs-consumer',
    `import { Consumer } from 'sqs-consumer';
     Consumer.create({ queueUrl, handleMessage: [|async (m) => m|] });`,
  ],
  [
    'node-resque',
    `import { Worker } from 'node-resque';
     const jobs = { add: { perform: [|async (a) => a|] }, sub: [|async () => 1|] };
     new Worker({ queues }, jobs);`,
  ],
  [
    'amqplib',
    `import amqp from 'amqplib';
     const conn = await amqp.connect(u);
     const ch = await conn.createChannel();
     ch.consume('q', [|async (m) => {}|]);`,
  ],
  [
    'amqplib, variables assigned later',
    `import amqp from 'amqplib';
     let ch;
     async function open() { ch = await (await amqp.connect(u)).createChannel(); }
     ch.consume('q', [|(m) => {}|]);`,
  ],
  [
    'amqplib by callbacks',
    `const amqp = require('amqplib/callback_api');
     amqp.connect(u, (e, conn) => conn.createChannel((e, ch) => ch.consume('q', [|(m) => {}|])));`,
  ],
  [
    'amqplib by promises',
    "require('amqplib').connect(u).then((conn) => conn.createChannel()).then((ch) => ch.consume('q', [|(m) => {}|]));",
  ],
  [
    'amqplib by type',
    `import type { Channel } from 'amqplib';
     function listen(channel: Channel | null) { channel.consume('q', [|(m) => {}|]); }`,
  ],
  [
    'Temporal',
    `import { Worker } from '@temporalio/worker';
     await Worker.create({ activities: { a: [|async () => {}|] } });`,
  ],
  [
    'Hatchet',
    `import { HatchetClient } from '@hatchet-dev/typescript-sdk';
     const h = HatchetClient.init();
     h.task({ name: 'a', fn: [|async (input) => {}|] });`,
  ],
  [
    'Hatchet workflow',
    `import Hatchet from '@hatchet-dev/typescript-sdk';
     const flow = Hatchet.init().workflow({ name: 'a' });
     flow.task({ fn: [|() => {}|] });`,
  ],
  [
    'Hatchet steps',
    `import Hatchet from '@hatchet-dev/typescript-sdk';
     const h = Hatchet.init();
     const w = await h.worker('a');
     w.registerWorkflow({ steps: [{ run: [|async () => {}|] }] });`,
  ],
];

describe('findJobProcessors', () => {
  it.each(FOUND)('finds those of %s', (_, code) => {
    const { file, nodes } = parseMarked(code);
    expect(nodes.length).toBeGreaterThan(0);
    expect(findJobProcessors(file).map(({ range }) => range)).toEqual(nodes.map(({ range }) => range));
  });

  it.each([
    ['another Worker', "import { Worker } from 'worker_threads'; import 'bullmq'; new Worker('q', async () => {});"],
    ['a file as the processor', "import { Worker } from 'bullmq'; new Worker('q', './processor.js');"],
    ['an imported processor', "import { Worker } from 'bullmq'; import { run } from './run.js'; new Worker('q', run);"],
    ['a listener', "import { Worker } from 'bullmq'; new Worker('q', f).on('completed', (job) => {});"],
    ['another process()', "import 'bull'; chain.process(async () => {});"],
    [
      'a package without its import',
      `import { consumer } from './kafka.js';
       consumer.run({ eachMessage: async () => {} });`,
    ],
    [
      'durable tasks',
      `import { HatchetClient } from '@hatchet-dev/typescript-sdk';
       HatchetClient.init().durableTask({ fn: () => {} });`,
    ],
    ['a circle of names', "import { Worker } from 'bullmq'; const a = b; const b = a; new Worker('q', a);"],
    ['a circle of receivers', "import 'bull'; let a = b.c; let b = a.c; a.process(() => {});"],
  ])('leaves out %s', (_, code) => {
    expect(findJobProcessors(parseMarked(code).file)).toEqual([]);
  });

  it('gives the same list each time', () => {
    const { file } = parseMarked("import { Worker } from 'bullmq'; new Worker('q', async () => {});");
    expect(findJobProcessors(file)).toBe(findJobProcessors(file));
  });
});
