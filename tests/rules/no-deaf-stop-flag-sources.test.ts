import { noDeafStopFlag } from '../../src/rules/no-deaf-stop-flag.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noDeafStopFlag, {
  valid: [],
  invalid: [
    {
      name: 'the signal of a worker in a loop that never yields',
      code: `import { workerData } from 'node:worker_threads';
import { step } from './step.js';
const { signal } = workerData;
while (![|signal.aborted|]) step();
`,
      messageId: 'signal',
      output: `import { workerData } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
const { signal } = workerData;
while (!signal.aborted) { await nextTurn(); step(); }
`,
    },
    {
      name: 'a parameter in worker code, with awaits that run microtasks only',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
export async function run(signal: AbortSignal) {
  while (![|signal.aborted|]) {
    await null;
    step();
  }
  parentPort?.postMessage('done');
}
`,
      messageId: 'signal',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
export async function run(signal: AbortSignal) {
  while (!signal.aborted) {
    await nextTurn();
    await null;
    step();
  }
  parentPort?.postMessage('done');
}
`,
    },
    {
      name: 'a job that never yields',
      filename: 'src/jobs/mail.ts',
      settings: { graceful: { jobs: ['src/jobs/**'] } },
      code: `import { step } from './step.js';
export async function mail(job: unknown, signal: AbortSignal) {
  for (;;) {
    [|signal.throwIfAborted|]();
    step(job);
  }
}
`,
      messageId: 'signal',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
export async function mail(job: unknown, signal: AbortSignal) {
  for (;;) {
    await nextTurn();
    signal.throwIfAborted();
    step(job);
  }
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a copy in the worker of what the main thread sets',
      code: `import { isMainThread, Worker } from 'node:worker_threads';
import { step } from './step.js';
let stopped = false;
if (isMainThread) {
  new Worker(new URL(import.meta.url));
  process.once('SIGTERM', () => { stopped = true; });
} else {
  while (![|stopped|]) await step();
}
`,
      messageId: 'copy',
      suggestions: [
        {
          messageId: 'sharedFlag',
          output: `import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { step } from './step.js';
let stopped = false;
if (isMainThread) {
  new Worker(new URL(import.meta.url));
  process.once('SIGTERM', () => { stopped = true; });
} else {
  while (!stopped && !Atomics.load(workerData.stopFlag, 0)) await step();
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a plain read of a shared view',
      code: `const buffer = new SharedArrayBuffer(4);
const flag = new Int32Array(buffer);
export function wait() {
  while ([|flag[0]|] === 0) {}
}
`,
      messageId: 'plainRead',
      output: `const buffer = new SharedArrayBuffer(4);
const flag = new Int32Array(buffer);
export function wait() {
  while (Atomics.load(flag, 0) === 0) {}
}
`,
    },
    {
      name: 'a plain read of a field',
      code: `export class Lock {
  #state = new Int32Array(new SharedArrayBuffer(8));
  wait() {
    while ([|this.#state[1]|] !== 0);
  }
}
`,
      messageId: 'plainRead',
      output: `export class Lock {
  #state = new Int32Array(new SharedArrayBuffer(8));
  wait() {
    while (Atomics.load(this.#state, 1) !== 0);
  }
}
`,
    },
    {
      name: 'a plain read of what the worker was given, by a name',
      code: `import { workerData } from 'node:worker_threads';
const STOP = 0;
const { flag } = workerData;
Atomics.add(flag, 1, 1);
do {
  work();
} while (![|flag[STOP]|]);
`,
      messageId: 'plainRead',
      output: `import { workerData } from 'node:worker_threads';
const STOP = 0;
const { flag } = workerData;
Atomics.add(flag, 1, 1);
do {
  work();
} while (!Atomics.load(flag as Int32Array, STOP));
`,
    },
    {
      name: 'a view without a type, in JavaScript',
      filename: 'file.js',
      code: `import { workerData } from 'node:worker_threads';
import { work } from './work.js';
const { flag } = workerData;
Atomics.add(flag, 1, 1);
while (true) {
  if ([|flag[0]|]) break;
  work();
}
`,
      messageId: 'plainRead',
      output: `import { workerData } from 'node:worker_threads';
import { work } from './work.js';
const { flag } = workerData;
Atomics.add(flag, 1, 1);
while (true) {
  if (Atomics.load(flag, 0)) break;
  work();
}
`,
    },
    {
      name: 'a parameter that is used with Atomics elsewhere',
      code: `export function wait(view: Int32Array) {
  while ([|view[0]|] === 0);
  Atomics.store(view, 0, 0);
}
`,
      messageId: 'plainRead',
      output: `export function wait(view: Int32Array) {
  while (Atomics.load(view, 0) === 0);
  Atomics.store(view, 0, 0);
}
`,
    },
    {
      name: 'a poll of the port that a listener takes tasks from',
      code: `import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { work } from './work.js';
parentPort!.on('message', (task) => {
  for (const part of task.parts) {
    if ([|receiveMessageOnPort(parentPort!)|]) break;
    work(part);
  }
});
`,
      messageId: 'poll',
      suggestions: [
        {
          messageId: 'stopPort',
          output: `import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { work } from './work.js';
parentPort!.on('message', (task) => {
  for (const part of task.parts) {
    if (receiveMessageOnPort(workerData.stopPort)) break;
    work(part);
  }
});
`,
        },
      ],
      output: null,
    },
    {
      name: 'a poll that looks for one message and drops the others',
      filename: 'file.cjs',
      code: `const { parentPort, receiveMessageOnPort, workerData } = require('worker_threads');
const { once } = require('events');
exports.run = async () => {
  for (;;) {
    const [task] = await once(parentPort, 'message');
    for (const part of task.parts) {
      const received = [|receiveMessageOnPort(parentPort)|];
      if (received && received.message.type === 'stop') return;
      work(part, workerData);
    }
  }
};
`,
      messageId: 'poll',
      suggestions: [
        {
          messageId: 'stopPort',
          output: `const { parentPort, receiveMessageOnPort, workerData } = require('worker_threads');
const { once } = require('events');
exports.run = async () => {
  for (;;) {
    const [task] = await once(parentPort, 'message');
    for (const part of task.parts) {
      const received = receiveMessageOnPort(workerData.stopPort);
      if (received && received.message.type === 'stop') return;
      work(part, workerData);
    }
  }
};
`,
        },
      ],
      output: null,
    },
    {
      name: 'a list, with a flag',
      options: [{ bounded: true }],
      code: `import { parentPort } from 'node:worker_threads';
import { work } from './work.js';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run(items: string[]) {
  for (const item of items) {
    if ([|stopped|]) return;
    work(item);
  }
}
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `import { parentPort } from 'node:worker_threads';
import { work } from './work.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run(items: string[]) {
  for (const item of items) {
    await nextTurn();
    if (stopped) return;
    work(item);
  }
}
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
import { work } from './work.js';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run(items: string[]) {
  for (const item of items) {
    if (Atomics.load(workerData.stopFlag, 0)) break;
    if (stopped) return;
    work(item);
  }
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a count, with a signal',
      options: [{ bounded: true }],
      code: `import { parentPort } from 'node:worker_threads';
import { work } from './work.js';
export function run(signal: AbortSignal, count: number): void {
  for (let i = 0; i < count && ![|signal.aborted|]; i++) work(i);
  parentPort?.postMessage('done');
}
`,
      messageId: 'signal',
      suggestions: [
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
import { work } from './work.js';
export function run(signal: AbortSignal, count: number): void {
  for (let i = 0; i < count && !signal.aborted && !Atomics.load(workerData.stopFlag, 0); i++) work(i);
  parentPort?.postMessage('done');
}
`,
        },
        {
          messageId: 'goAsync',
          output: `import { parentPort } from 'node:worker_threads';
import { work } from './work.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
export async function run(signal: AbortSignal, count: number): Promise<void> {
  for (let i = 0; i < count && !signal.aborted; i++) { await nextTurn(); work(i); }
  parentPort?.postMessage('done');
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a queue on the main thread',
      options: [{ bounded: true }],
      code: `import { queue, work } from './work.js';
let interrupted = false;
process.on('SIGINT', () => { interrupted = true; });
export function drain() {
  while (queue.length > 0) {
    if ([|interrupted|]) break;
    work(queue.shift());
  }
}
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'goAsync',
          output: `import { queue, work } from './work.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let interrupted = false;
process.on('SIGINT', () => { interrupted = true; });
export async function drain() {
  while (queue.length > 0) {
    await nextTurn();
    if (interrupted) break;
    work(queue.shift());
  }
}
`,
        },
      ],
      output: null,
    },
  ],
});
