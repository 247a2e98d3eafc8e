import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [],
  invalid: [
    {
      name: 'async recursion by return',
      code: `${PORT}
async function loop() {
  await work();
  return [|loop()|];
}
loop();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

async function loop() {
  if (stopping.signal.aborted) return;
  await work();
  return loop();
}
loop();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'async recursion by await',
      code: `${PORT}
async function loop() {
  await work();
  await [|loop()|];
}
loop();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

async function loop() {
  if (stopping.signal.aborted) return;
  await work();
  await loop();
}
loop();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'async recursion of a method',
      code: `${PORT}
export class Poller {
  async poll() {
    await work();
    return [|this.poll()|];
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

export class Poller {
  async poll() {
    if (stopping.signal.aborted) return;
    await work();
    return this.poll();
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a timer in a finally',
      code: `${PORT}
async function tick() {
  try {
    await work();
  } finally {
    [|setTimeout(tick, 1000)|];
  }
}
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

async function tick() {
  if (stopping.signal.aborted) return;
  try {
    await work();
  } finally {
    setTimeout(tick, 1000);
  }
}
tick();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a signal in scope',
      code: `${PORT}
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());
function tick() {
  step();
  [|setTimeout(tick, 1000)|];
}
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      output: `${PORT}
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());
function tick() {
  if (stopping.signal.aborted) return;
  step();
  setTimeout(tick, 1000);
}
tick();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a job that polls',
      code: `import { Worker } from 'bullmq';

new Worker('jobs', async function poll() {
  await work();
  return [|poll()|];
});
`,
      messageId: 'reschedule',
      output: null,
    },
    {
      name: 'an iteration over the messages of the owner',
      code: `${PORT}import { on } from 'node:events';

for await (const [task] of [|on(parentPort, 'message')|]) {
  parentPort.postMessage(task * 2);
}
`,
      messageId: 'iteration',
      suggestion: {
        messageId: 'leaveOnStop',
        output: `${PORT}import { on } from 'node:events';

for await (const [task] of on(parentPort, 'message')) {
  if (task === 'stop') break;
  parentPort.postMessage(task * 2);
}
`,
      },
      output: null,
    },
    {
      name: 'an iteration over the messages of the owner, whose port the worker closes',
      code: `${PORT}import { on } from 'node:events';

for await (const [task] of [|on(parentPort, 'message')|]) {
  if (task === 'stop') parentPort.close();
}
`,
      messageId: 'iteration',
      output: `${PORT}import { on } from 'node:events';

for await (const [task] of on(parentPort, 'message', { close: ['close'] })) {
  if (task === 'stop') parentPort.close();
}
`,
    },
    {
      name: 'an iteration over a port that its other side can close',
      code: `import { on } from 'node:events';
import { workerData } from 'node:worker_threads';

for await (const [task] of [|on(workerData.port, 'message')|]) step(task);
`,
      messageId: 'iteration',
      output: `import { on } from 'node:events';
import { workerData } from 'node:worker_threads';

for await (const [task] of on(workerData.port, 'message', { close: ['close'] })) step(task);
`,
    },
    {
      name: 'an iteration with other options',
      code: `import { on } from 'node:events';
import { workerData } from 'node:worker_threads';

for await (const [task] of [|on(workerData.port, 'message', { highWaterMark: 8 })|]) step(task);
`,
      messageId: 'iteration',
      output: `import { on } from 'node:events';
import { workerData } from 'node:worker_threads';

for await (const [task] of on(workerData.port, 'message', { highWaterMark: 8, close: ['close'] })) step(task);
`,
    },
    {
      name: 'an iteration over the events of an emitter',
      code: `${PORT}import { on } from 'node:events';
import { bus } from './bus.js';

for await (const [event] of [|on(bus, 'event')|]) {
  parentPort.postMessage(event);
}
`,
      messageId: 'iteration',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { on } from 'node:events';
import { bus } from './bus.js';
${ON_STOP}parentPort?.unref();

try {
for await (const [event] of on(bus, 'event', { signal: stopping.signal })) {
  parentPort.postMessage(event);
}
} catch (error) {
  if (!stopping.signal.aborted) throw error;
}
`,
      },
      output: null,
    },
    {
      name: 'an iteration over intervals',
      code: `${PORT}import { setInterval } from 'node:timers/promises';

async function report() {
  for await (const _ of [|setInterval(1000)|]) {
    parentPort.postMessage(step());
  }
}
report();
`,
      messageId: 'iteration',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { setInterval } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

async function report() {
  try {
  for await (const _ of setInterval(1000, undefined, { signal: stopping.signal })) {
    parentPort.postMessage(step());
  }
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
}
report();
`,
      },
      output: null,
    },
    {
      name: 'an iteration with a signal in scope that a caller passes',
      code: `${PORT}import { on } from 'node:events';

export async function listen(bus, signal) {
  for await (const [event] of [|on(bus, 'event')|]) step(event);
}
parentPort.postMessage('ended');
`,
      messageId: 'iteration',
      output: `${PORT}import { on } from 'node:events';

export async function listen(bus, signal) {
  for await (const [event] of on(bus, 'event', { signal })) step(event);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an iteration with a controller in scope',
      code: `${PORT}import { on } from 'node:events';
import { bus } from './bus.js';

const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());
events: for await (const [event] of [|on(bus, 'event')|]) {
  step(event);
}
parentPort.postMessage('ended');
`,
      messageId: 'iteration',
      output: `${PORT}import { on } from 'node:events';
import { bus } from './bus.js';

const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());
try {
events: for await (const [event] of on(bus, 'event', { signal: stopping.signal })) {
  step(event);
}
} catch (error) {
  if (!stopping.signal.aborted) throw error;
}
parentPort.postMessage('ended');
`,
    },
  ],
});
