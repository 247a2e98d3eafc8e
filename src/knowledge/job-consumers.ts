import type { JobRow } from './types.ts';

/** Libraries that call a function for every job or message, and where they are given it (their types were read). */
export const jobConsumers: readonly JobRow[] = [
  {
    module: 'bullmq',
    exports: ['Worker'],
    argument: 1,
    file: { argument: 1 },
    fact: 'bullmq 6.7: new Worker(name, processor, options); a path or URL is a sandboxed processor',
  },
  {
    module: 'bull',
    methods: ['process'],
    argument: 'last-function',
    file: { argument: -1 },
    fact: 'bull 4.16: queue.process([name], [concurrency], processor); a path is a sandboxed processor',
  },
  {
    module: 'bee-queue',
    methods: ['process'],
    argument: 'last-function',
    fact: 'bee-queue 2.0: queue.process([concurrency], processor)',
  },
  {
    module: 'pg-boss',
    methods: ['work'],
    argument: 'last-function',
    fact: 'pg-boss 10.4: boss.work(name, [options], handler)',
  },
  {
    module: 'graphile-worker',
    exports: ['run', 'runOnce'],
    argument: 0,
    places: ['taskList.*'],
    fact: 'graphile-worker 0.17: run({ taskList })',
  },
  {
    module: 'graphile-worker',
    exports: ['run', 'runOnce', 'runTaskList', 'runTaskListOnce'],
    argument: 1,
    places: ['*'],
    fact: 'graphile-worker 0.17: run(options, taskList), runTaskList(options, tasks, pool)',
  },
  ...['agenda', '@hokify/agenda'].map((module): JobRow => ({
    module,
    methods: ['define'],
    argument: 'last-function',
    fact: 'agenda 6: define(name, processor, [options]); up to 4: define(name, [options], processor)',
  })),
  {
    module: 'bree',
    exports: ['default'],
    argument: 0,
    places: ['jobs.*', 'jobs.*.path'],
    fact: 'bree 9.2: new Bree({ jobs: [fn, { path: fn }] }); it runs the source text in a worker thread',
  },
  {
    module: 'kafkajs',
    methods: ['run'],
    argument: 0,
    places: ['eachMessage', 'eachBatch'],
    fact: 'kafkajs 2.2: consumer.run({ eachMessage, eachBatch })',
  },
  {
    module: 'sqs-consumer',
    exports: ['Consumer.create', 'Consumer', 'create'],
    argument: 0,
    places: ['handleMessage', 'handleMessageBatch'],
    fact: 'sqs-consumer 14.2: Consumer.create({ handleMessage, handleMessageBatch })',
  },
  {
    module: 'node-resque',
    exports: ['Worker', 'MultiWorker'],
    argument: 1,
    places: ['*', '*.perform'],
    fact: 'node-resque 9.7: new Worker(options, { name: { perform } }); up to 5 a job may be the function itself',
  },
  ...['amqplib', 'amqplib/callback_api'].map((module): JobRow => ({
    module,
    methods: ['consume'],
    argument: 1,
    fact: 'amqplib 2.3: channel.consume(queue, onMessage, [options])',
  })),
  {
    module: '@temporalio/worker',
    exports: ['Worker.create'],
    argument: 0,
    places: ['activities.*'],
    fact: '@temporalio/worker 1.24: Worker.create({ activities }); the sleeps of workflows are durable',
  },
  {
    module: '@hatchet-dev/typescript-sdk',
    methods: ['task'],
    argument: 0,
    places: ['fn'],
    fact: '@hatchet-dev/typescript-sdk 1.33: hatchet.task({ fn }), workflow.task({ fn }); durable tasks are left out',
  },
  {
    module: '@hatchet-dev/typescript-sdk',
    methods: ['registerWorkflow'],
    argument: 0,
    places: ['steps.*.run'],
    fact: '@hatchet-dev/typescript-sdk 1: worker.registerWorkflow({ steps: [{ run }] })',
  },
  {
    module: '@livekit/agents',
    exports: ['defineAgent'],
    argument: 0,
    places: ['entry'],
    fact: '@livekit/agents 1.9: defineAgent({ entry }); entry runs once a job, and a drain waits for it',
  },
];

/** Folders of programs that are started by hand, whatever stands around them. */
export const SCRIPT_PATH = /(?:^|\/)(?:scripts?|bin|cli|tools?)\//;

/** Parts of a path that speak of jobs: `src/workers/mail.ts`, `queue-runner.ts`. */
export const JOB_PATH =
  /(?:^|[-_./])(?:workers?|queues?|jobs?|consumers?|processors?|cron|schedulers?)(?=[-_./]|$)|[a-z](?:Worker|Queue|Job|Consumer|Processor)s?(?=[./]|$)/;

/** Calls, and commands of cloud queues, by which a consumer says what became of a task that it took. */
export const ACKNOWLEDGES =
  /^(?:n?ack|ackAll|nackAll|acknowledge|reject|commitOffsets|deleteMessage(?:Batch)?(?:Command)?|DeleteMessage(?:Batch)?Command|ChangeMessageVisibility(?:Batch)?Command|changeMessageVisibility)$/;
