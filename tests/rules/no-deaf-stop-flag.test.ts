import { noDeafStopFlag } from '../../src/rules/no-deaf-stop-flag.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noDeafStopFlag, {
  valid: [],
  invalid: [
    {
      name: 'a flag of a message handler in a loop that never yields',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
let stopped = false;
parentPort?.on('message', (message) => {
  if (message === 'stop') stopped = true;
});
while (![|stopped|]) {
  step();
}
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
parentPort?.on('message', (message) => {
  if (message === 'stop') stopped = true;
});
while (!stopped) {
  await nextTurn();
  step();
}
`,
    },
    {
      name: 'a flag in an async function whose awaits run microtasks only',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
let running = true;
parentPort?.on('message', () => (running = false));
export async function run() {
  while ([|running|]) {
    await Promise.resolve();
    step();
  }
}
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let running = true;
parentPort?.on('message', () => (running = false));
export async function run() {
  while (running) {
    await nextTurn();
    await Promise.resolve();
    step();
  }
}
`,
    },
    {
      name: 'an async function of the file that awaits nothing',
      code: `import { parentPort } from 'node:worker_threads';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
async function next(): Promise<void> {
  parentPort?.postMessage(1);
}
while (![|stopped|]) await next();
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
async function next(): Promise<void> {
  parentPort?.postMessage(1);
}
while (!stopped) { await nextTurn(); await next(); }
`,
    },
    {
      name: 'a sync function: a shared flag, or an async one',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
let running = true;
parentPort?.on('message', () => { running = false; });
export function run(): number {
  let n = 0;
  while ([|running|]) n += step();
  return n;
}
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
import { step } from './step.js';
let running = true;
parentPort?.on('message', () => { running = false; });
export function run(): number {
  let n = 0;
  while (running && !Atomics.load(workerData.stopFlag, 0)) n += step();
  return n;
}
`,
        },
        {
          messageId: 'goAsync',
          output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let running = true;
parentPort?.on('message', () => { running = false; });
export async function run(): Promise<number> {
  let n = 0;
  while (running) { await nextTurn(); n += step(); }
  return n;
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'the check is an if in an endless loop',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run() {
  for (;;) {
    if ([|stopped|]) break;
    step();
  }
}
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run() {
  for (;;) {
    await nextTurn();
    if (stopped) break;
    step();
  }
}
`,
    },
    {
      name: 'a loop whose turns are short',
      code: `import { parentPort } from 'node:worker_threads';
let stopped = false;
let best = 0;
parentPort?.on('message', () => { stopped = true; });
while (![|stopped|]) {
  best = Math.max(best, Math.random());
}
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'takeRareTurn',
          output: `import { parentPort } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
let best = 0;
parentPort?.on('message', () => { stopped = true; });
let turns = 0;
while (!stopped) {
  if (++turns % 1000 === 0) await nextTurn();
  best = Math.max(best, Math.random());
}
`,
        },
        {
          messageId: 'takeTurn',
          output: `import { parentPort } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
let best = 0;
parentPort?.on('message', () => { stopped = true; });
while (!stopped) {
  await nextTurn();
  best = Math.max(best, Math.random());
}
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';
let stopped = false;
let best = 0;
parentPort?.on('message', () => { stopped = true; });
while (!stopped && !Atomics.load(workerData.stopFlag, 0)) {
  best = Math.max(best, Math.random());
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a private field that a method sets, which the handler calls',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
export class Pump {
  #running = true;
  constructor() {
    parentPort?.on('message', () => this.#stop());
  }
  #stop() {
    this.#running = false;
  }
  async run() {
    while ([|this.#running|]) step();
  }
}
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
export class Pump {
  #running = true;
  constructor() {
    parentPort?.on('message', () => this.#stop());
  }
  #stop() {
    this.#running = false;
  }
  async run() {
    while (this.#running) { await nextTurn(); step(); }
  }
}
`,
    },
    {
      name: 'a property of an object of the file',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
const state = { stop: false };
parentPort?.on('message', () => { state.stop = true; });
do {
  step();
} while (![|state.stop|]);
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
const state = { stop: false };
parentPort?.on('message', () => { state.stop = true; });
do {
  await nextTurn();
  step();
} while (!state.stop);
`,
    },
    {
      name: 'a controller that a handler aborts',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());
while (![|stopping.signal.aborted|]) step();
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());
while (!stopping.signal.aborted) { await nextTurn(); step(); }
`,
    },
    {
      name: 'a signal of a controller by another name, which throws',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
const stopping = new AbortController();
const { signal } = stopping;
parentPort?.once('message', () => stopping.abort());
while (true) {
  [|signal.throwIfAborted|]();
  step();
}
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
const stopping = new AbortController();
const { signal } = stopping;
parentPort?.once('message', () => stopping.abort());
while (true) {
  await nextTurn();
  signal.throwIfAborted();
  step();
}
`,
    },
    {
      name: 'Ctrl-C on the main thread, in CommonJS',
      filename: 'file.cjs',
      code: `const { step } = require('./step.js');
let interrupted = false;
process.on('SIGINT', () => { interrupted = true; });
exports.run = function run() {
  while (![|interrupted|]) step();
};
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'goAsync',
          output: `const { step } = require('./step.js');
const { setImmediate: nextTurn } = require('node:timers/promises');
let interrupted = false;
process.on('SIGINT', () => { interrupted = true; });
exports.run = async function run() {
  while (!interrupted) { await nextTurn(); step(); }
};
`,
        },
      ],
      output: null,
    },
    {
      name: 'a timer on the main thread',
      filename: 'file.js',
      code: `import { step } from './step.js';
export const run = async (ms) => {
  let late = false;
  setTimeout(() => { late = true; }, ms);
  while (![|late|]) step();
};
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
export const run = async (ms) => {
  let late = false;
  setTimeout(() => { late = true; }, ms);
  while (!late) { await nextTurn(); step(); }
};
`,
        },
      ],
      output: null,
    },
    {
      name: 'a web worker',
      code: `import { step } from './step.js';
let stopped = false;
self.onmessage = ({ data }) => {
  if (data === 'stop') stopped = true;
};
export async function run() {
  while (![|stopped|]) {
    await null;
    step();
  }
}
`,
      messageId: 'flag',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `import { step } from './step.js';
let stopped = false;
self.onmessage = ({ data }) => {
  if (data === 'stop') stopped = true;
};
export async function run() {
  while (!stopped) {
    await new Promise((resolve) => setTimeout(resolve));
    await null;
    step();
  }
}
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { step } from './step.js';
let stopFlag = new Int32Array(1);
self.addEventListener('message', ({ data }) => {
  if (data?.stopFlag) stopFlag = data.stopFlag;
});
let stopped = false;
self.onmessage = ({ data }) => {
  if (data === 'stop') stopped = true;
};
export async function run() {
  while (!stopped && !Atomics.load(stopFlag, 0)) {
    await null;
    step();
  }
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'one report for an outer and an inner loop',
      code: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run() {
  while (![|stopped|]) {
    await null;
    while (!stopped) step();
  }
}
`,
      messageId: 'flag',
      output: `import { parentPort } from 'node:worker_threads';
import { step } from './step.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
let stopped = false;
parentPort?.on('message', () => { stopped = true; });
export async function run() {
  while (!stopped) {
    await nextTurn();
    await null;
    while (!stopped) { await nextTurn(); step(); }
  }
}
`,
    },
  ],
});
