import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT, SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [
    {
      name: 'a controller that one method makes anew for itself belongs to that method',
      code: `export class Cloud { login; async signIn() { this.login?.abort(); this.login = new AbortController(); await open(this.login.signal); } async serve() { while (true) { try { await listen(); break; } catch (error) { note(error); await new Promise((r) => setTimeout(r, 60000)); } } } }`,
    },
    {
      name: 'stands-in of tests',
      filename: 'MockApi.js',
      code: `import { setTimeout as sleep } from 'node:timers/promises'; export async function ask(signal) { for (const part of parts) { await sleep(500); yield part; } }`.replace(
        'async function',
        'async function*',
      ),
    },
    {
      name: 'what was started settles, outside of loops',
      code: `import { setTimeout as sleep } from 'node:timers/promises'; export async function run(signal) { launch('x', { signal }); await sleep(5_000); return connect(signal); }`,
    },
    {
      name: 'a pause in code that nobody stops',
      code: `${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(1000);
}
`,
    },
    {
      name: 'a pause with the signal',
      code: `${PORT}${SLEEP}const stopping = new AbortController();
for (const job of jobs) {
  step(job);
  await sleep(1000, undefined, { signal: stopping.signal });
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause that says on purpose that it takes none',
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(1000, undefined, { signal: undefined });
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause with options that nobody can read',
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(1000, undefined, options);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause with spread options',
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(1000, undefined, { ...options });
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a helper that gets a signal as its second argument',
      code: `${PORT}import { sleep } from './sleep.js';
for (const job of jobs) {
  step(job);
  await sleep(1000, signal);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a helper that gets a token',
      code: `${PORT}import { sleep } from './sleep.js';
for (const job of jobs) {
  step(job);
  await sleep(1000, cancelToken);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a library that gets the signal in its options',
      code: `${PORT}import delay from 'delay';
const options = { signal };
for (const job of jobs) {
  step(job);
  await delay(1000, options);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the definition of a helper',
      options: [{ outsideLoops: true }],
      code: `${PORT}export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the definition of a helper as an async function',
      code: `${PORT}export async function sleep(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'short literal pauses',
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(99);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'short pauses of a constant',
      code: `${PORT}${SLEEP}const PAUSE = 5 * 10;
for (const job of jobs) {
  step(job);
  await sleep(PAUSE);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause of no time, which is a yield',
      code: `${PORT}for (const job of jobs) {
  step(job);
  await new Promise((resolve) => setTimeout(resolve));
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause below minMs',
      options: [{ minMs: 1000 }],
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(999);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause outside of loops, in recommended',
      code: `${PORT}${SLEEP}export async function run() {
  await sleep(1000);
  step();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'one side of a race',
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await Promise.race([work(), sleep(1000)]);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a time limit that gives a value',
      code: `${PORT}for (const job of jobs) {
  step(job);
  await new Promise((resolve) => setTimeout(() => resolve('late'), 1000));
  await new Promise((resolve) => setTimeout(resolve, 1000, 'late'));
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a promise that does more than wait',
      code: `${PORT}for (const job of jobs) {
  step(job);
  await new Promise((resolve) => { once = resolve; setTimeout(resolve, 1000); });
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'other things called wait',
      code: `${PORT}for (const job of jobs) {
  step(job);
  await event.wait();
  await lock.wait(1000);
  await tx.wait(2);
  await waitFor(() => done);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'durable sleeps of a workflow engine',
      code: `${PORT}for (const job of jobs) {
  step(job);
  await ctx.sleep(1000);
  await step.sleep('nap', 60_000);
  await workflow.sleep(5000);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a helper of the project by another name',
      code: `${PORT}import { settle } from './settle.js';
for (const job of jobs) {
  step(job);
  await settle(1000);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a helper that gets more than a delay',
      code: `${PORT}import { sleep } from './sleep.js';
for (const job of jobs) {
  step(job);
  await sleep(1000, 'reason');
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a call with no argument is no pause',
      code: `${PORT}import { sleep } from './sleep.js';
for (const job of jobs) {
  step(job);
  await sleep();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that ends by a deadline',
      code: `${PORT}${SLEEP}while (Date.now() < deadline) {
  step();
  await sleep(500);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that gives up at a deadline',
      code: `${PORT}${SLEEP}for (;;) {
  if (await step()) break;
  if (performance.now() - start > limit) throw new Error('too late');
  await sleep(500);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause inside the stop path',
      options: [{ outsideLoops: true }],
      code: `${PORT}${SLEEP}export async function shutdown() {
  for (const job of jobs) await sleep(1000);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a pause in a handler of SIGTERM',
      options: [{ outsideLoops: true }],
      code: `${PORT}${SLEEP}process.once('SIGTERM', async () => {
  for (const job of jobs) await sleep(1000);
});
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the last step before a throw',
      options: [{ outsideLoops: true }],
      code: `${PORT}${SLEEP}export async function fail(error) {
  await sleep(1000);
  throw error;
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the last step before the end of the process',
      options: [{ outsideLoops: true }],
      code: `${PORT}${SLEEP}parentPort.on('message', async () => {
  await sleep(1000);
  process.exit(1);
});
`,
    },
    {
      name: 'Atomics.wait on shared memory',
      options: [{ outsideLoops: true }],
      code: `import { workerData } from 'node:worker_threads';
while (step()) Atomics.wait(workerData.flag, 0, 0, 1000);
`,
    },
    {
      name: 'Atomics.wait on memory that is handed over',
      options: [{ outsideLoops: true }],
      code: `${PORT}const lock = new Int32Array(new SharedArrayBuffer(4));
parentPort.postMessage(lock);
while (step()) Atomics.wait(lock, 0, 0, 1000);
`,
    },
    {
      name: 'Atomics.wait without a time',
      options: [{ outsideLoops: true }],
      code: `${PORT}const lock = new Int32Array(new SharedArrayBuffer(4));
Atomics.wait(lock, 0, 0);
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that looks at more than the clock',
      options: [{ outsideLoops: true }],
      code: `${PORT}while (Date.now() < end && !isDone()) {}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a loop that works until a time',
      options: [{ outsideLoops: true }],
      code: `${PORT}while (Date.now() < end) step();
parentPort.postMessage('ended');
`,
    },
    {
      name: 'another command',
      options: [{ outsideLoops: true }],
      code: `${PORT}import { execSync } from 'node:child_process';
execSync('git status');
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a shadowed setTimeout',
      code: `${PORT}import { setTimeout } from './clock.js';
for (const job of jobs) {
  step(job);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'tests',
      filename: 'src/pool.test.ts',
      code: `${PORT}${SLEEP}for (const job of jobs) {
  step(job);
  await sleep(1000);
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the part of a dual file that the main thread runs',
      code: `import { isMainThread } from 'node:worker_threads';
${SLEEP}if (isMainThread) {
  for (const job of jobs) await sleep(1000);
}
`,
    },
    {
      name: 'a flag that no handler sets',
      code: `${SLEEP}let running = true;
export function toggle() { running = !running; }
while (running) await sleep(1000);
`,
    },
    {
      name: 'a job outside of any loop, as a helper of it',
      code: `import { Worker } from 'bullmq';
new Worker('jobs', async (job) => step(job));
export async function other() { await sleep(1000); }
`,
    },
  ],
  invalid: [
    {
      name: 'a promise around setTimeout',
      code: `${PORT}
for (const job of jobs) {
  step(job);
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
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
      name: 'a promise around a callback',
      code: `${PORT}
for (const job of jobs) {
  step(job);
  await [|new Promise((done) => setTimeout(() => done(), 1000))|];
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
      name: 'a promise around an unref() timer',
      code: `${PORT}
for (const job of jobs) {
  step(job);
  await [|new Promise((resolve) => setTimeout(resolve, 1000).unref())|];
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
      name: 'a promise of a delay that is not known',
      code: `${PORT}
for (const job of jobs) {
  step(job);
  await [|new Promise((resolve) => setTimeout(resolve, job.pause))|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

for (const job of jobs) {
  step(job);
  await sleep(job.pause, undefined, { signal: stopping.signal }).catch(() => {});
  if (stopping.signal.aborted) break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
  ],
});
