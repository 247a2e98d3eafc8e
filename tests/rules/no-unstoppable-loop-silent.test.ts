import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT, SLEEP } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [
    {
      name: 'a loop outside worker code is no matter',
      code: 'while (true) { await work(); }',
    },
    {
      name: 'a loop that data ends by break',
      code: `${PORT}import { work } from './work.js';
while (true) {
  const { done } = await work();
  if (done) break;
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that data ends by return',
      code: `${PORT}export async function drain(reader) {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parentPort.postMessage(value);
  }
}
`,
    },
    {
      name: 'a parser that scans to the end of its text',
      code: `${PORT}parentPort.on('message', (text) => {
  let at = 0;
  while (true) {
    if (text[at] === undefined) break;
    at += 1;
  }
});
`,
    },
    {
      name: 'pagination',
      code: `${PORT}import { work } from './work.js';
let cursor;
do {
  ({ cursor } = await work(cursor));
} while (cursor);
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that leaves by a throw',
      code: `${PORT}import { work } from './work.js';
while (true) {
  if (!(await work())) throw new Error('done');
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that leaves by the break of a label around it',
      code: `${PORT}import { work } from './work.js';
all: while (true) {
  for (const job of await work()) if (job === null) break all;
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that ends the process',
      code: `${PORT}import { work } from './work.js';
while (true) {
  if (await work()) process.exit(0);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a test of a signal',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (!stopping.signal.aborted) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a check by throwIfAborted',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) {
  stopping.signal.throwIfAborted();
  await work();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an awaited call that takes the signal',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) await work({ signal: stopping.signal });
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an awaited call that takes the signal, with more behind it',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) await work({ signal: stopping.signal }).then(JSON.parse).finally(done);
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a promise that takes the signal and is awaited later',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) {
  const job = work(stopping.signal);
  await job;
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'one of several awaited calls takes the signal',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) await Promise.all([work(), work(stopping.signal)]);
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an inner iteration that takes the signal',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) {
  for await (const job of work({ signal: stopping.signal })) parentPort.postMessage(job);
}
`,
    },
    {
      name: 'a catch that rethrows the abort',
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
while (true) {
  try {
    await work(stopping.signal);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
  }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a shared flag',
      code: `import { workerData } from 'node:worker_threads';
while (Atomics.load(workerData.flag, 0) === 0) step();
`,
    },
    {
      name: 'a stop message from a port of its own',
      code: `import { receiveMessageOnPort, workerData } from 'node:worker_threads';
while (!receiveMessageOnPort(workerData.stopPort)) step();
`,
    },
    {
      name: 'a flag that a handler writes',
      code: `${PORT}import { work } from './work.js';
let running = true;
parentPort.on('message', () => { running = false; });
while (running) await work();
`,
    },
    {
      name: 'a flag that is exported',
      code: `${PORT}import { work } from './work.js';
export let running = true;
while (running) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a flag that is exported by a list',
      code: `${PORT}import { work } from './work.js';
let running = true;
export { running };
while (running) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a flag whose first value is not known',
      code: `${PORT}import { work } from './work.js';
let running = isOn();
while (running) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a flag that is counted down',
      code: `${PORT}import { work } from './work.js';
let left = 3;
while (left) { await work(); left--; }
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a private field that a method writes',
      code: `${PORT}import { work } from './work.js';
export class Loop {
  #running = true;
  stop() { this.#running = false; }
  async run() { while (this.#running) await work(); }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a private field that is counted down',
      code: `${PORT}import { work } from './work.js';
export class Loop {
  #left = 3;
  async run() { while (this.#left) { await work(); this.#left--; } }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a public field, which anybody may write',
      code: `${PORT}import { work } from './work.js';
export class Loop {
  running = true;
  async run() { while (this.running) await work(); }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a chain of members',
      code: `${PORT}parentPort.on('message', (node) => {
  while (node.next) step();
  while (node.list.length) step();
});
`,
    },
    {
      name: 'a condition that is never true',
      code: `${PORT}import { work } from './work.js';
while (false) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a deadline',
      code: `${PORT}import { work } from './work.js';
while (Date.now() < end) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'bounded retries',
      options: [{ retries: true }],
      code: `${PORT}import { work } from './work.js';
for (let i = 0; i < 5; i++) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a generator, which its consumer ends',
      code: `${PORT}import { work } from './work.js';
export async function* jobs() {
  while (true) yield await work();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a function that says by its type that it is endless',
      code: `${PORT}import { work } from './work.js';
export async function run(): Promise<never> {
  while (true) await work();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a function that says never without a promise',
      code: `${PORT}export function spin(): never {
  for (;;) step();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'tests',
      filename: 'tests/loop.test.ts',
      code: `${PORT}import { work } from './work.js';
while (true) await work();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the part of a dual file that the main thread runs',
      code: `import { isMainThread, Worker } from 'node:worker_threads';
if (isMainThread) {
  while (true) await serve();
} else {
  work();
}
`,
    },
    {
      name: 'a poll that leaves by success, in recommended',
      code: `${PORT}import { work } from './work.js';
${SLEEP}while (true) {
  if (await work()) break;
  await sleep(50);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a retry with a count, in strict',
      options: [{ retries: true }],
      code: `${PORT}import { work } from './work.js';
${SLEEP}let attempts = 0;
while (true) {
  if (await work()) break;
  if (++attempts > 5) throw new Error('no answer');
  await sleep(50);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a poll that checks a signal, in strict',
      options: [{ retries: true }],
      code: `${PORT}import { work } from './work.js';
const stopping = new AbortController();
${SLEEP}while (true) {
  if (await work() || stopping.signal.aborted) break;
  await sleep(50);
}
parentPort.postMessage('ended');
`,
    },
  ],
  invalid: [
    {
      name: 'while (true)',
      code: `${PORT}import { work } from './work.js';

[|while (true) |]{
  parentPort.postMessage(await work());
}
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

while (!stopping.signal.aborted) {
  parentPort.postMessage(await work());
}
`,
      },
      output: null,
    },
    {
      name: 'for (;;)',
      code: `${PORT}import { work } from './work.js';

[|for (;;) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

for (; !stopping.signal.aborted;) {
  await work();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'for with a step',
      code: `${PORT}import { work } from './work.js';

[|for (let turn = 0; ; turn++) |]{
  await work(turn);
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

for (let turn = 0; !stopping.signal.aborted ; turn++) {
  await work(turn);
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'for with a constant test',
      code: `${PORT}import { work } from './work.js';

[|for (; true;) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

for (; !stopping.signal.aborted;) {
  await work();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'do … while (true)',
      code: `${PORT}import { work } from './work.js';

[|do |]{
  await work();
} while (true);
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { work } from './work.js';
${ON_STOP}parentPort?.unref();

do {
  await work();
} while (!stopping.signal.aborted);
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
  ],
});
