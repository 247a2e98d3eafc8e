import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [],
  invalid: [
    {
      name: 'a consumer that is written by hand',
      code: `import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'; export async function lane(sqs, handle) { [|for (;;) |]{ const got = await sqs.send(new ReceiveMessageCommand({ WaitTimeSeconds: 20 })); for (const message of got.Messages ?? []) await handle(message); } }`,
      messageId: 'loop',
      output: null,
    },
    {
      name: 'other constants',
      code: `${PORT}import { work } from './work.js';

[|while (1) |]await work();
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) await work();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a constant by negation',
      code: `${PORT}import { work } from './work.js';

[|while (!0) |]await work();
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) await work();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a plain local that nothing changes',
      code: `${PORT}import { work } from './work.js';

let running = true;
[|while (running) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

let running = true;
while (running && !stopping.signal.aborted) {
  await work();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a negated local that nothing changes',
      code: `${PORT}import { work } from './work.js';

const stopped = false;
[|while (!stopped) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

const stopped = false;
while (!stopped && !stopping.signal.aborted) {
  await work();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'two fixed locals',
      code: `${PORT}import { work } from './work.js';

let paused = false;
let running = true;
[|while (running || paused) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

let paused = false;
let running = true;
while ((running || paused) && !stopping.signal.aborted) {
  await work();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a private field that nothing changes',
      code: `${PORT}import { work } from './work.js';

export class Loop {
  #running = true;
  async run() {
    [|while (this.#running) |]{
      await work();
    }
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

export class Loop {
  #running = true;
  async run() {
    while (this.#running && !stopping.signal.aborted) {
      await work();
    }
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a local of the same name as one that changes',
      code: `${PORT}import { work } from './work.js';

let running = true;
parentPort.on('message', () => { running = false; });
export async function run() {
  let running = true;
  [|while (running) |]{
    await work();
  }
}
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}
let running = true;
parentPort.on('message', () => { running = false; });
export async function run() {
  let running = true;
  while (running && !stopping.signal.aborted) {
    await work();
  }
}
`,
      },
      output: null,
    },
    {
      name: 'a break that leaves only an inner loop',
      code: `${PORT}import { work } from './work.js';

[|while (true) |]{
  for (const job of await work()) {
    if (!job) break;
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  for (const job of await work()) {
    if (!job) break;
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a return in a callback leaves no loop',
      code: `${PORT}import { work } from './work.js';

[|while (true) |]{
  (await work()).forEach((job) => { if (!job) return; step(job); });
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  (await work()).forEach((job) => { if (!job) return; step(job); });
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a check on one way round only',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

[|while (true) |]{
  if (await work()) await work({ signal: stopping.signal });
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

while (!stopping.signal.aborted) {
  if (await work()) await work({ signal: stopping.signal });
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a catch that eats the abort',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

[|while (true) |]{
  try {
    await work(stopping.signal);
  } catch (error) {
    console.error(error);
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { work } from './work.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

while (!stopping.signal.aborted) {
  await nextTurn();
  try {
    await work(stopping.signal);
  } catch (error) {
    console.error(error);
  }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

while (!Atomics.load(workerData.stopFlag, 0)) {
  try {
    await work(stopping.signal);
  } catch (error) {
    console.error(error);
  }
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a catch that goes on',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

[|while (true) |]{
  try {
    await work(stopping.signal);
  } catch {
    continue;
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { work } from './work.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

while (!stopping.signal.aborted) {
  await nextTurn();
  try {
    await work(stopping.signal);
  } catch {
    continue;
  }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

while (!Atomics.load(workerData.stopFlag, 0)) {
  try {
    await work(stopping.signal);
  } catch {
    continue;
  }
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a .catch() on the call that eats the abort',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

[|while (true) |]{
  await work(stopping.signal).catch(() => {});
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());

while (!stopping.signal.aborted) {
  await work(stopping.signal).catch(() => {});
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop of a generator that a compiler made of an async function',
      filename: 'file.js',
      code: `${PORT}import { work } from './work.js';

var __awaiter = helper();
export function run() {
  return __awaiter(this, void 0, void 0, function* () {
    [|while (true) |]{
      yield work();
    }
  });
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
parentPort?.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopping.abort();
});
parentPort?.unref();

var __awaiter = helper();
export function run() {
  return __awaiter(this, void 0, void 0, function* () {
    while (!stopping.signal.aborted) {
      yield work();
    }
  });
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a job processor, which takes a signal by parameter',
      code: `import { Worker } from 'bullmq';
import { work } from './work.js';

new Worker('jobs', async (job) => {
  [|while (true) |]{
    await work(job);
  }
});
`,
      messageId: 'loop',
      output: null,
    },
    {
      name: 'a named job processor',
      code: `import { Worker } from 'bullmq';
import { work } from './work.js';

async function process(job) {
  [|while (true) |]{
    await work(job);
  }
}
new Worker('jobs', process);
`,
      messageId: 'loop',
      output: null,
    },
  ],
});
