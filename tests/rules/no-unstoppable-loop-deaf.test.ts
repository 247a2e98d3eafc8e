import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT, SLEEP } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [],
  invalid: [
    {
      name: 'a file of the settings',
      filename: 'src/pool/task.ts',
      settings: { graceful: { workers: ['src/pool/**'] } },
      code: `import { work } from './work.js';

[|while (true) |]{
  await work();
}
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `import { work } from './work.js';
import { parentPort } from 'node:worker_threads';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  await work();
}
`,
      },
      output: null,
    },
    {
      name: 'the top level of a job file of the settings',
      filename: 'src/jobs/mail.ts',
      settings: { graceful: { jobs: ['src/jobs/**'] } },
      code: `import { work } from './work.js';

[|while (true) |]{
  await work();
}
`,
      messageId: 'loop',
      output: null,
    },
    {
      name: 'the worker part of a dual file',
      code: `import { isMainThread, Worker } from 'node:worker_threads';
import { work } from './work.js';

if (isMainThread) {
  new Worker(new URL(import.meta.url));
} else {
  [|while (true) |]{
    await work();
  }
}
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `import { isMainThread, Worker, parentPort } from 'node:worker_threads';
import { work } from './work.js';
${ON_STOP}parentPort?.unref();

if (isMainThread) {
  new Worker(new URL(import.meta.url));
} else {
  while (!stopping.signal.aborted) {
    await work();
  }
}
`,
      },
      output: null,
    },
    {
      name: 'behind the guard of a dual file',
      filename: 'file.cjs',
      code: `const { isMainThread, Worker } = require('worker_threads');
if (isMainThread) {
  module.exports = () => new Worker(__filename);
  return;
}
async function run() {
  [|while (true) |]{
    await work();
  }
}
run();
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `const { isMainThread, Worker } = require('worker_threads');
const { parentPort } = require('node:worker_threads');
const stopping = new AbortController();
parentPort?.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopping.abort();
});
parentPort?.unref();
if (isMainThread) {
  module.exports = () => new Worker(__filename);
  return;
}
async function run() {
  while (!stopping.signal.aborted) {
    await work();
  }
}
run();
`,
      },
      output: null,
    },
    {
      name: 'an unlimited poll, in strict',
      options: [{ retries: true }],
      code: `${PORT}${SLEEP}import { isReady } from './state.js';

[|while (true) |]{
  if (await isReady()) break;
  await sleep(50);
}
parentPort.postMessage('ended');
`,
      messageId: 'retry',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}import { isReady } from './state.js';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  if (await isReady()) break;
  await sleep(50);
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'an unlimited retry that gives a value, in strict',
      options: [{ retries: true }],
      code: `${PORT}${SLEEP}import { ask } from './state.js';

export async function retry(signal: AbortSignal): Promise<string> {
  [|while (true) |]{
    try {
      return await ask();
    } catch {
      await sleep(50);
    }
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'retry',
      output: `${PORT}${SLEEP}import { ask } from './state.js';

export async function retry(signal: AbortSignal): Promise<string> {
  while (true) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch {
      await sleep(50);
    }
  }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an empty loop that never yields',
      code: `${PORT}
[|while (true)|];
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as nextTurn } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted)await nextTurn();
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

while (!Atomics.load(workerData.stopFlag, 0));
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a loop that never yields',
      code: `${PORT}
[|while (true) |]{
  step();
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as nextTurn } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  await nextTurn();
  step();
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

while (!Atomics.load(workerData.stopFlag, 0)) {
  step();
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a loop that never yields in a function',
      code: `${PORT}
export function run() {
  [|for (;;) |]{
    step();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestion: {
        messageId: 'sharedFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';

export function run() {
  for (; !Atomics.load(workerData.stopFlag, 0);) {
    step();
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a loop that never yields, with a signal in scope',
      code: `${PORT}
export async function run(signal) {
  [|while (true) |]{
    step();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as nextTurn } from 'node:timers/promises';

export async function run(signal) {
  while (!signal.aborted) {
    await nextTurn();
    step();
  }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

export async function run(signal) {
  while (!Atomics.load(workerData.stopFlag, 0)) {
    step();
  }
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'awaits that run microtasks only do not yield',
      code: `${PORT}
[|while (true) |]{
  await null;
  await Promise.resolve(1);
  await Promise.all([1, 2]);
  step();
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as nextTurn } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  await nextTurn();
  await null;
  await Promise.resolve(1);
  await Promise.all([1, 2]);
  step();
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

while (!Atomics.load(workerData.stopFlag, 0)) {
  await null;
  await Promise.resolve(1);
  await Promise.all([1, 2]);
  step();
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a yield on one way round only',
      code: `${PORT}import { work } from './work.js';

[|while (true) |]{
  if (step()) await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { work } from './work.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  await nextTurn();
  if (step()) await work();
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
import { work } from './work.js';

while (!Atomics.load(workerData.stopFlag, 0)) {
  if (step()) await work();
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a loop that never yields in a web worker',
      code: `[|while (true) |]{
  postMessage(step());
}
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `const stopping = new AbortController();
self.addEventListener('message', ({ data }) => {
  if (data === 'stop') stopping.abort();
});
while (!stopping.signal.aborted) {
  await new Promise((resolve) => setTimeout(resolve));
  postMessage(step());
}
`,
        },
        {
          messageId: 'sharedFlag',
          output: `let stopFlag = new Int32Array(1);
self.addEventListener('message', ({ data }) => {
  if (data?.stopFlag) stopFlag = data.stopFlag;
});
while (!Atomics.load(stopFlag, 0)) {
  postMessage(step());
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a loop that never yields in an async job',
      code: `import { Worker } from 'bullmq';

new Worker('jobs', async (job) => {
  [|while (true) |]{
    step(job);
  }
});
`,
      messageId: 'deafLoop',
      output: null,
    },
  ],
});
