import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT, SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [],
  invalid: [
    {
      name: 'a wait that nothing can end',
      code: `export function sync(work) { const cell = new Int32Array(new SharedArrayBuffer(4)); void work().then(() => { Atomics.store(cell, 0, 1); Atomics.notify(cell, 0); }); [|Atomics.wait(cell, 0, 0)|]; return cell[0]; } process.on('SIGTERM', () => stop());`,
      messageId: 'endless',
      output: null,
    },
    {
      name: 'setTimeout of timers/promises',
      code: `${PORT}${SLEEP}
for (const job of jobs) {
  step(job);
  await [|sleep(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'scheduler.wait',
      code: `${PORT}import { scheduler } from 'node:timers/promises';

for (const job of jobs) {
  step(job);
  await [|scheduler.wait(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { scheduler } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await scheduler.wait(1000, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'setInterval of timers/promises',
      code: `${PORT}import { setInterval } from 'node:timers/promises';

export async function report() {
  for await (const _ of [|setInterval(1000)|]) {
    if (step()) break;
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { setInterval } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

export async function report() {
  try {
  for await (const _ of setInterval(1000, undefined, { signal: stopping.signal })) {
    if (step()) break;
  }
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a promisified setTimeout',
      code: `${PORT}import { promisify } from 'node:util';
const sleep = promisify(setTimeout);

for (const job of jobs) {
  step(job);
  await [|sleep(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { promisify } from 'node:util';
${ON_STOP}parentPort?.unref();
const sleep = promisify(setTimeout);

for (const job of jobs) {
  step(job);
  await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a helper of the file',
      code: `${PORT}
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
for (const job of jobs) {
  step(job);
  await [|rest(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

const rest = (ms, signal?: AbortSignal) => sleep(ms, undefined, { signal });
for (const job of jobs) {
  step(job);
  await rest(1000, stopping.signal).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a helper that is an async function',
      code: `${PORT}
async function rest(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
for (const job of jobs) {
  step(job);
  await [|rest(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

async function rest(ms, signal?: AbortSignal) {
  await sleep(ms, undefined, { signal });
}
for (const job of jobs) {
  step(job);
  await rest(1000, stopping.signal).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a helper with a delay of its own',
      code: `${PORT}
const rest = () => new Promise((resolve) => setTimeout(resolve, 1000));
for (const job of jobs) {
  step(job);
  await [|rest()|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

const rest = (signal?: AbortSignal) => sleep(1000, undefined, { signal });
for (const job of jobs) {
  step(job);
  await rest(stopping.signal).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a helper with a default',
      code: `${PORT}
const rest = (ms = 1000) => new Promise((resolve) => setTimeout(resolve, ms));
for (const job of jobs) {
  step(job);
  await [|rest()|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

const rest = (ms = 1000, signal?: AbortSignal) => sleep(ms, undefined, { signal });
for (const job of jobs) {
  step(job);
  await rest(undefined, stopping.signal).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a helper of the project',
      code: `${PORT}import { sleep } from './sleep.js';

for (const job of jobs) {
  step(job);
  await [|sleep(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { setTimeout as delay } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await delay(1000, undefined, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a helper of the class',
      code: `${PORT}
export class Pump {
  rest(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
  async run() {
    while (step()) await [|this.rest(1000)|];
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

export class Pump {
  rest(ms, signal?: AbortSignal) {
    return sleep(ms, undefined, { signal });
  }
  async run() {
    while (step()) { await this.rest(1000, stopping.signal).catch(() => {}); if (stopping.signal.aborted) break; }
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a known package without a signal',
      code: `${PORT}import { sleep } from 'radash';

for (const job of jobs) {
  step(job);
  await [|sleep(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { setTimeout as delay } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await delay(1000, undefined, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a known package with a signal',
      code: `${PORT}import delay from 'delay';

for (const job of jobs) {
  step(job);
  await [|delay(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import delay from 'delay';
${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await delay(1000, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a package of the settings',
      settings: { graceful: { sleeps: [{ module: '@acme/nap', name: 'nap', signal: 'argument' }] } },
      code: `${PORT}import { nap } from '@acme/nap';

for (const job of jobs) {
  step(job);
  await [|nap(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { nap } from '@acme/nap';
${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await nap(1000, stopping.signal).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a pause in a compiled generator',
      filename: 'file.cjs',
      code: `var sleep = require('timers/promises').setTimeout;
const { parentPort } = require('worker_threads');

function run() {
  return __awaiter(this, void 0, void 0, function* () {
    while (step()) yield [|sleep(1000)|];
  });
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `var sleep = require('timers/promises').setTimeout;
const { parentPort } = require('worker_threads');
const stopping = new AbortController();
parentPort?.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopping.abort();
});
parentPort?.unref();

function run() {
  return __awaiter(this, void 0, void 0, function* () {
    while (step()) { yield sleep(1000, undefined, { signal: stopping.signal }).catch(() => {}); if (stopping.signal.aborted) break; }
  });
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a retry that calls itself',
      code: `${PORT}${SLEEP}
async function retry() {
  if (step()) return;
  await [|sleep(1000)|];
  return retry();
}
retry();
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

async function retry() {
  if (step()) return;
  await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) return;
  return retry();
}
retry();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a pause outside of loops, in strict',
      options: [{ outsideLoops: true }],
      code: `${PORT}${SLEEP}
parentPort.on('message', async () => {
  await [|sleep(1000)|];
  step();
});
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'Atomics.wait on memory that nobody else has',
      code: `${PORT}
const cell = new Int32Array(new SharedArrayBuffer(4));
while (step()) [|Atomics.wait(cell, 0, 0, 1000)|];
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';

const cell = new Int32Array(new SharedArrayBuffer(4));
while (step()) if (Atomics.wait(workerData.stopFlag, 0, 0, 1000) !== 'timed-out') break;
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
  ],
});
