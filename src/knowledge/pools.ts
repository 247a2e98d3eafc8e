import { wordSet } from './word-set.ts';
import type { PoolRow } from './types.ts';

/** Libraries that run tasks in workers: what kills the tasks, and what lets them finish (facts 15). */
export const pools: readonly PoolRow[] = [
  {
    module: 'piscina',
    constructors: ['default', 'Piscina'],
    file: { argument: 0, property: 'filename' },
    task: { method: 'run', file: { argument: 1, property: 'filename' } },
    kills: [{ method: 'destroy' }],
    graceful: 'close()',
    drainFirst: true,
    fact:
      '5.3: destroy() kills what runs and rejects the queue. close() of 5.x waits only for the first task to finish ' +
      'and kills the others; await the promises of all tasks first.',
  },
  {
    module: 'tinypool',
    constructors: ['default', 'Tinypool'],
    file: { argument: 0, property: 'filename' },
    task: { method: 'run', file: { argument: 1, property: 'filename' } },
    kills: [{ method: 'destroy' }],
    graceful: null,
    fact:
      '2.2: destroy() kills what runs and rejects the queue. cancelPendingTasks() drops the queue and lets running ' +
      'tasks finish, but no call waits for them: await their own promises before destroy().',
  },
  {
    module: 'workerpool',
    constructors: ['pool'],
    types: ['Pool'],
    file: { argument: 0 },
    kills: [{ method: 'terminate', forceArgument: 0 }],
    graceful: 'terminate()',
    fact: '10.0: terminate(true) kills what runs; terminate() waits for it and rejects the queue.',
  },
  {
    module: 'jest-worker',
    constructors: ['Worker', 'default'],
    types: ['JestWorkerFarm'],
    file: { argument: 0 },
    kills: [],
    graceful: 'end()',
    drainFirst: true,
    fact:
      '30.5: end() kills a task that takes more than 500 ms longer (workerGracefulExitTimeout raises it), and the ' +
      'promise of a call that was running never settles; await the calls first.',
  },
  ...['threads', '@chainsafe/threads'].map((module): PoolRow => ({
    module,
    constructors: ['Pool'],
    kills: [{ method: 'terminate', forceArgument: 0 }],
    graceful: 'terminate()',
    drainFirst: true,
    drain: 'settled(true)',
    fact:
      '1.7: terminate(true) kills what runs. Pool.terminate() lets it finish, but never ' +
      'settles when tasks are queued; await pool.settled(true) first. completed() rejects with the first task that fails, and ' +
      'never settles when nothing is queued any more.',
  })),
  {
    module: 'poolifier',
    constructors: ['FixedThreadPool', 'DynamicThreadPool'],
    file: { argument: 1 },
    kills: [{ method: 'destroy' }],
    graceful: null,
    fact: '5.3: destroy() kills async tasks, and their promises never settle; there is no graceful call.',
  },
  {
    module: 'tesseract.js',
    constructors: ['createWorker', 'createScheduler'],
    types: ['Worker', 'Scheduler'],
    kills: [{ method: 'terminate' }],
    graceful: null,
    fact: '7.0: terminate() kills the thread at once, and the promise of a call that was running never settles.',
  },
  {
    module: 'comlink',
    constructors: ['wrap'],
    types: ['Remote'],
    kills: [],
    graceful: '[releaseProxy]()',
    drainFirst: true,
    fact: '4.4: [releaseProxy]() lets a running call finish, but its promise never settles; await the calls first.',
  },
];

/** How pools call the method that starts a task and promises its result. */
export const RUNS_TASK = wordSet('run runTask exec execute mapExecute submit schedule addJob', 'recognize detect');

/** Functions that kill what they are given: threads 1.7 (facts 15: killed, and open calls never settle). */
export const KILLS_ARGUMENT: ReadonlySet<string> = new Set([
  'threads#Thread.terminate',
  '@chainsafe/threads#Thread.terminate',
]);
