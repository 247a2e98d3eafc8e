import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { PORT, SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [],
  invalid: [
    {
      name: 'a blocking wait in a loop that looks at a shared flag',
      code: `import { workerData } from 'node:worker_threads';

const cell = new Int32Array(new SharedArrayBuffer(4));
while (Atomics.load(workerData.stopFlag, 0) === 0) {
  [|Atomics.wait(cell, 0, 0, 1000)|];
}
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { workerData } from 'node:worker_threads';

const cell = new Int32Array(new SharedArrayBuffer(4));
while (Atomics.load(workerData.stopFlag, 0) === 0) {
  Atomics.wait(workerData.stopFlag, 0, 0, 1000);
}
`,
      },
      output: null,
    },
    {
      name: 'a blocking wait in a branch',
      code: `${PORT}
const cell = new Int32Array(new SharedArrayBuffer(4));
for (const job of jobs) {
  if (step()) [|Atomics.wait(cell, 0, 0, 1000)|];
  else step();
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';

const cell = new Int32Array(new SharedArrayBuffer(4));
for (const job of jobs) {
  if (step()) { if (Atomics.wait(workerData.stopFlag, 0, 0, 1000) !== 'timed-out') break; }
  else step();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a busy wait',
      code: `${PORT}
const end = Date.now() + 1000;
[|while (Date.now() < end) {}|]
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';

const end = Date.now() + 1000;
Atomics.wait(workerData.stopFlag, 0, 0, end - Date.now());
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a busy wait on a span',
      code: `${PORT}
const start = performance.now();
[|while (performance.now() - start < 1000);|]
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';

const start = performance.now();
Atomics.wait(workerData.stopFlag, 0, 0, 1000);
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a command that sleeps',
      code: `${PORT}import { execSync } from 'node:child_process';

[|execSync('sleep 5')|];
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';
import { execSync } from 'node:child_process';

Atomics.wait(workerData.stopFlag, 0, 0, 5000);
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a command that sleeps, in pieces',
      code: `${PORT}import { spawnSync } from 'node:child_process';

[|spawnSync('sleep', ['0.5'])|];
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';
import { spawnSync } from 'node:child_process';

Atomics.wait(workerData.stopFlag, 0, 0, 500);
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a package that blocks',
      code: `${PORT}import sleep from 'atomic-sleep';

for (const job of jobs) {
  step(job);
  [|sleep(1000)|];
}
parentPort.postMessage('ended');
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `import { parentPort, workerData } from 'node:worker_threads';
import sleep from 'atomic-sleep';

for (const job of jobs) {
  step(job);
  if (Atomics.wait(workerData.stopFlag, 0, 0, 1000) !== 'timed-out') break;
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a busy wait in a web worker',
      filename: 'file.js',
      code: `self.onmessage = () => {
  const end = Date.now() + 1000;
  [|while (Date.now() < end) {}|]
};
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'waitOnFlag',
        output: `let stopFlag = new Int32Array(1);
self.addEventListener('message', ({ data }) => {
  if (data?.stopFlag) stopFlag = data.stopFlag;
});
self.onmessage = () => {
  const end = Date.now() + 1000;
  if (Atomics.wait(stopFlag, 0, 0, end - Date.now()) !== 'timed-out') return;
};
`,
      },
      output: null,
    },
    {
      name: 'a job in a loop',
      code: `import { Worker } from 'bullmq';
${SLEEP}
new Worker('jobs', async (job) => {
  for (const part of job.data) {
    await [|sleep(1000)|];
  }
});
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'a busy wait in an async job',
      code: `import { Worker } from 'bullmq';

new Worker('jobs', async (job) => {
  const end = Date.now() + 1000;
  [|while (Date.now() < end) {}|]
});
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'a flag loop of a service',
      code: `${SLEEP}
let running = true;
process.once('SIGTERM', () => {
  running = false;
});

while (running) {
  await work();
  await [|sleep(10_000)|];
}
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${SLEEP}const stopping = new AbortController();

let running = true;
process.once('SIGTERM', () => {
  running = false; stopping.abort();
});

while (running) {
  await work();
  await sleep(10_000, undefined, { signal: stopping.signal }).catch(() => {});
}
`,
      },
      output: null,
    },
    {
      name: 'a flag that an arrow function sets',
      code: `${SLEEP}
let stopped = false;
process.on('SIGINT', () => (stopped = true));
process.on('SIGTERM', () => stopped = true);

async function run() {
  while (!stopped) await [|sleep(10_000)|];
}
run();
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${SLEEP}const stopping = new AbortController();

let stopped = false;
process.on('SIGINT', () => (stopped = true, stopping.abort()));
process.on('SIGTERM', () => (stopped = true, stopping.abort()));

async function run() {
  while (!stopped) await sleep(10_000, undefined, { signal: stopping.signal }).catch(() => {});
}
run();
`,
      },
      output: null,
    },
    {
      name: 'a flag that is set back',
      code: `${SLEEP}
let running = false;
export async function run() {
  running = true;
  while (running) {
    await [|sleep(10_000)|];
  }
}
process.on('SIGTERM', () => {
  running = false;
});
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'a flag in a field',
      code: `${SLEEP}
export class Poller {
  running = true;
  async run() {
    while (this.running) {
      await [|sleep(10_000)|];
    }
  }
  stop() {
    this.running = false;
  }
}
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'the top level of a job file of the settings',
      filename: 'src/jobs/mail.ts',
      settings: { graceful: { jobs: ['src/jobs/**'] } },
      code: `${SLEEP}
for (const job of jobs) {
  await [|sleep(1000)|];
}
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'options in the place of the value',
      code: `${SLEEP}
export async function backoff(signal) {
  await [|sleep(5000, { signal })|];
}
`,
      messageId: 'misplaced',
      output: `${SLEEP}
export async function backoff(signal) {
  await sleep(5000, undefined, { signal });
}
`,
    },
    {
      name: 'a signal in the place of the options',
      code: `${SLEEP}
export async function backoff(signal) {
  await [|sleep(5000, null, signal)|];
}
`,
      messageId: 'misplaced',
      output: `${SLEEP}
export async function backoff(signal) {
  await sleep(5000, null, { signal });
}
`,
    },
    {
      name: 'options in the wrong place of a loop that catches',
      code: `${SLEEP}
export async function backoff(signal) {
  for (;;) {
    try {
      await [|sleep(5000, { signal })|];
    } catch (error) {
      console.error(error);
    }
  }
}
`,
      messageId: 'misplaced',
      output: `${SLEEP}
export async function backoff(signal) {
  for (;;) {
    try {
      await sleep(5000, undefined, { signal });
    } catch (error) {
      if (signal?.aborted) break;
      console.error(error);
    }
  }
}
`,
    },
    {
      name: 'a signal of the file in the wrong place',
      code: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
export async function run() {
  while (!stopping.signal.aborted) await [|sleep(5000, { signal: stopping.signal })|];
}
`,
      messageId: 'misplaced',
      output: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
export async function run() {
  while (!stopping.signal.aborted) await sleep(5000, undefined, { signal: stopping.signal }).catch(() => {});
}
`,
    },
  ],
});
