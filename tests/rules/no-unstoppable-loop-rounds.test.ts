import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [
    {
      name: 'a timer outside worker code',
      code: `function tick() { setTimeout(tick, 100); }
`,
    },
    {
      name: 'a guard before the next round',
      code: `${PORT}let running = true;
function tick() {
  if (!running) return;
  setTimeout(tick, 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a guard around the next round',
      code: `${PORT}let running = true;
function tick() {
  step();
  if (running) setTimeout(tick, 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a guard by a logical operator',
      code: `${PORT}let running = true;
function tick() {
  step();
  running && setTimeout(tick, 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a handle that is kept',
      code: `${PORT}let timer;
function tick() {
  timer = setTimeout(tick, 100);
}
parentPort.on('message', () => clearTimeout(timer));
`,
    },
    {
      name: 'a handle that is kept in a field',
      code: `${PORT}export class Poller {
  poll() { this.timer = setTimeout(() => this.poll(), 100); }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a handle that is kept in a list',
      code: `${PORT}const timers = [];
function tick() {
  timers.push(setTimeout(tick, 100));
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a parameter that counts the rounds',
      code: `${PORT}function tick(left) {
  setTimeout(() => tick(left - 1), 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'another function is started',
      code: `${PORT}function tick() {
  setTimeout(tock, 100);
}
function tock() { step(); }
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a method of another object',
      code: `${PORT}export class Poller {
  poll() { setTimeout(() => other.poll(), 100); }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a local function of the same name',
      code: `${PORT}function tick() {
  const tick = () => step();
  setTimeout(tick, 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a shadowed setTimeout',
      code: `${PORT}function tick(){ const setTimeout = later; setTimeout(tick, 100); }
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a throw before the next round',
      code: `${PORT}function tick() {
  if (isDone()) throw new Error('done');
  setTimeout(tick, 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an awaited call that takes the signal',
      code: `${PORT}const stopping = new AbortController();
async function tick() {
  await work({ signal: stopping.signal });
  setTimeout(tick, 100);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'recursion that leaves by data',
      code: `${PORT}async function drain() {
  if (!(await work())) return;
  return drain();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'recursion with a count',
      code: `${PORT}async function retry(left) {
  await work();
  return retry(left - 1);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'recursion that says never',
      code: `${PORT}async function run(): Promise<never> {
  await work();
  return run();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'recursion over a tree',
      code: `${PORT}async function visit(node) {
  for (const child of node.children) await visit(child);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a promise chain that goes on to something else',
      code: `${PORT}function load() {
  return work().then(store);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an iteration with a signal',
      code: `${PORT}import { on } from 'node:events';
for await (const [task] of on(parentPort, 'message', { signal: stopping.signal })) step(task);
`,
    },
    {
      name: 'an iteration that ends with its port',
      code: `${PORT}import { on } from 'node:events';
for await (const [task] of on(parentPort, 'message', { close: ['close'] })) step(task);
`,
    },
    {
      name: 'an iteration with options that nobody can read',
      code: `${PORT}import { on } from 'node:events';
for await (const [task] of on(parentPort, 'message', options)) step(task);
`,
    },
    {
      name: 'an iteration with spread options',
      code: `${PORT}import { on } from 'node:events';
for await (const [task] of on(parentPort, 'message', { ...options })) step(task);
`,
    },
    {
      name: 'an iteration that leaves by a message',
      code: `${PORT}import { on } from 'node:events';
for await (const [task] of on(parentPort, 'message')) {
  if (task === 'stop') break;
  step(task);
}
`,
    },
    {
      name: 'an iteration that hands its values on',
      code: `${PORT}import { on } from 'node:events';
export async function* tasks() {
  for await (const [task] of on(parentPort, 'message')) yield task;
}
`,
    },
    {
      name: 'an iteration over a stream, which ends',
      code: `${PORT}import { createReadStream } from 'node:fs';
for await (const chunk of createReadStream('x')) step(chunk);
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an on() of another module',
      code: `${PORT}import { on } from './emitter.js';
for await (const task of on(parentPort, 'message')) step(task);
`,
    },
    {
      name: 'an iteration over intervals with a signal',
      code: `${PORT}import { setInterval } from 'node:timers/promises';
for await (const _ of setInterval(1000, null, { signal: stopping.signal })) step();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'an iteration over intervals that leaves',
      code: `${PORT}import { setInterval } from 'node:timers/promises';
for await (const _ of setInterval(1000)) if (isDone()) break;
parentPort.postMessage('ended');
`,
    },
  ],
  invalid: [
    {
      name: 'a function that starts itself by a timer',
      code: `${PORT}
function tick() {
  parentPort.postMessage(step());
  [|setTimeout(tick, 1000)|];
}
tick();
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

function tick() {
  if (stopping.signal.aborted) return;
  parentPort.postMessage(step());
  setTimeout(tick, 1000);
}
tick();
`,
      },
      output: null,
    },
    {
      name: 'by setImmediate',
      code: `${PORT}
function tick() {
  step();
  [|setImmediate(tick)|];
}
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

function tick() {
  if (stopping.signal.aborted) return;
  step();
  setImmediate(tick);
}
tick();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'by a timer of node:timers',
      code: `${PORT}import { setTimeout } from 'node:timers';

function tick() {
  step();
  [|setTimeout(tick, 10)|];
}
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}import { setTimeout } from 'node:timers';
${ON_STOP}parentPort?.unref();

function tick() {
  if (stopping.signal.aborted) return;
  step();
  setTimeout(tick, 10);
}
tick();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'by a callback around it',
      code: `${PORT}
function tick() {
  step();
  [|setTimeout(() => tick(), 1000)|];
}
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

function tick() {
  if (stopping.signal.aborted) return;
  step();
  setTimeout(() => tick(), 1000);
}
tick();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a method through this',
      code: `${PORT}
export class Poller {
  poll() {
    step();
    [|setTimeout(() => this.poll(), 1000)|];
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

export class Poller {
  poll() {
    if (stopping.signal.aborted) return;
    step();
    setTimeout(() => this.poll(), 1000);
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'an arrow function',
      code: `${PORT}
const tick = () => {
  step();
  [|setTimeout(tick, 1000)|];
};
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

const tick = () => {
  if (stopping.signal.aborted) return;
  step();
  setTimeout(tick, 1000);
};
tick();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'an arrow function without a body of statements',
      code: `${PORT}
const tick = () => [|setTimeout(tick, 1000)|];
tick();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

const tick = () => { if (stopping.signal.aborted) return; setTimeout(tick, 1000); };
tick();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a promise chain',
      code: `${PORT}
function loop() {
  [|work().then(loop)|];
}
loop();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

function loop() {
  if (stopping.signal.aborted) return;
  work().then(loop);
}
loop();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a promise chain that gives its promise back',
      code: `${PORT}
function loop() {
  return [|work().finally(loop)|];
}
loop();
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

function loop() {
  if (stopping.signal.aborted) return;
  return work().finally(loop);
}
loop();
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
  ],
});
