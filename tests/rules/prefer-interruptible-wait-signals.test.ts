import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [
    {
      name: 'an exit listener',
      code: `${SLEEP}child.on('exit', async (code, signal) => {
  await sleep(1000);
  step();
});
`,
    },
    {
      name: 'a listener for a process signal',
      code: `${SLEEP}process.on('SIGHUP', async (signal) => {
  await sleep(1000);
  step(signal);
});
`,
    },
    {
      name: 'a signal that is compared with a name',
      code: `${SLEEP}
export async function run(signal) {
  if (signal === 'SIGHUP') return;
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a signal that is printed',
      code: `${SLEEP}
export async function run(signal) {
  console.log(signal);
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a signal that is written into a text',
      code: `${SLEEP}
export async function run(signal) {
  console.log(\`got \${signal}\`);
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a signal that is sent to a process',
      code: `${SLEEP}
export async function run(signal) {
  child.kill(signal);
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a parameter of another type',
      code: `${SLEEP}
export async function run(signal: NodeJS.Signals) {
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a parameter of another name',
      code: `${SLEEP}
export async function run(signals) {
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a controller that belongs to one operation',
      code: `${SLEEP}
export async function run() {
  const controller = new AbortController();
  await fetch(url, { signal: controller.signal });
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a signal that is only a time limit',
      code: `${SLEEP}
export async function run() {
  const signal = AbortSignal.timeout(500);
  await fetch(url, { signal });
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a signal that is declared later',
      code: `${SLEEP}export async function run() {
  await sleep(1000);
  const signal = getOptions().signal;
  step(signal);
}
`,
    },
    {
      name: 'a signal of another function',
      code: `${SLEEP}function other(signal) { step(signal); }
export async function run() {
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'a controller of another class',
      code: `${SLEEP}class Other { #stop = new AbortController(); }
export class Pump {
  async run() { await sleep(1000); step(); }
}
`,
    },
    {
      name: 'a signal field that is not seen to be an AbortSignal',
      code: `${SLEEP}export class Pump {
  signal = 3;
  async run() { await sleep(1000); step(); }
}
`,
    },
    {
      name: 'this of a plain function',
      code: `${SLEEP}export class Pump {
  #stop = new AbortController();
  run() { go(async function () { await sleep(1000); step(); }); }
}
`,
    },
    {
      name: 'options whose signal is never used as one',
      code: `${SLEEP}
export async function run(options) {
  step(options.signal);
  await sleep(1000);
  step();
}
`,
    },
    {
      name: 'the own AbortController of the project',
      code: `${SLEEP}import { AbortController } from './abort.js';
const stopping = new AbortController();
export async function run() {
  await sleep(1000);
  step(stopping);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a parameter by its name',
      code: `${SLEEP}
export async function run(url, signal) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(url, signal) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'a parameter by a longer name',
      code: `${SLEEP}
export async function run(abortSignal) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(abortSignal) {
  await sleep(1000, undefined, { signal: abortSignal });
  step();
}
`,
    },
    {
      name: 'a parameter by its type',
      code: `${SLEEP}
export async function run(stop: AbortSignal) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(stop: AbortSignal) {
  await sleep(1000, undefined, { signal: stop });
  step();
}
`,
    },
    {
      name: 'an optional parameter',
      code: `${SLEEP}
export async function run(signal?: AbortSignal) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal?: AbortSignal) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'a parameter that may be undefined',
      code: `${SLEEP}
export async function run(signal: AbortSignal | undefined) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal: AbortSignal | undefined) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'a destructured parameter',
      code: `${SLEEP}
export async function run({ signal } = {}) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run({ signal } = {}) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'a destructured parameter with another name',
      code: `${SLEEP}
export async function run({ signal: stopSignal }: { signal: AbortSignal }) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run({ signal: stopSignal }: { signal: AbortSignal }) {
  await sleep(1000, undefined, { signal: stopSignal });
  step();
}
`,
    },
    {
      name: 'a member of the options, by its use',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export async function run(options) {
  await fetch(url, { signal: options.signal });
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(options) {
  await fetch(url, { signal: options.signal });
  await sleep(1000, undefined, { signal: options.signal });
  step();
}
`,
    },
    {
      name: 'a member of the options, by a check',
      code: `${SLEEP}
export async function run(options) {
  if (options.signal.aborted) return;
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(options) {
  if (options.signal.aborted) return;
  await sleep(1000, undefined, { signal: options.signal });
  step();
}
`,
    },
    {
      name: 'a member of the options, by their type',
      code: `${SLEEP}
export async function run(options: { ms: number; signal?: AbortSignal }) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(options: { ms: number; signal?: AbortSignal }) {
  await sleep(1000, undefined, { signal: options.signal });
  step();
}
`,
    },
    {
      name: 'a signal taken from the options',
      code: `${SLEEP}
export async function run(options) {
  const { signal } = options;
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(options) {
  const { signal } = options;
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'a signal taken as a member',
      code: `${SLEEP}
export async function run(options) {
  const signal = options.signal;
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(options) {
  const signal = options.signal;
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'a signal of a function around',
      code: `${SLEEP}
export function run(signal) {
  return jobs.map(async (job) => {
    await [|sleep(1000)|];
    step(job);
  });
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export function run(signal) {
  return jobs.map(async (job) => {
    await sleep(1000, undefined, { signal });
    step(job);
  });
}
`,
    },
    {
      name: 'a signal that is compared with nothing',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export async function run(signal) {
  let mode = 0;
  if (signal !== undefined) mode = 1;
  await [|sleep(1000)|];
  step(mode);
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  let mode = 0;
  if (signal !== undefined) mode = 1;
  await sleep(1000, undefined, { signal });
  step(mode);
}
`,
    },
    {
      name: 'signals that are joined',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export async function run(signal) {
  const either = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      suggestions: [
        {
          messageId: 'passSignal',
          output: `${SLEEP}
export async function run(signal) {
  const either = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
  await sleep(1000, undefined, { signal });
  step();
}
`,
        },
        {
          messageId: 'passSignal',
          output: `${SLEEP}
export async function run(signal) {
  const either = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
  await sleep(1000, undefined, { signal: either });
  step();
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a controller of the file, in a loop that looks at it',
      code: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

export async function run() {
  while (!stopping.signal.aborted) {
    await work();
    await [|sleep(1000)|];
  }
}
run();
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

export async function run() {
  while (!stopping.signal.aborted) {
    await work();
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
  }
}
run();
`,
    },
  ],
});
