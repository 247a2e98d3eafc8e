import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [
    {
      name: 'a loop with a test of its own is left alone',
      code: `${PORT}while (!signal.aborted) await work();
parentPort.postMessage('ended');
`,
    },
  ],
  invalid: [
    {
      name: 'one line',
      code: `import { parentPort } from 'node:worker_threads'; [|while (true) |]{ await work(); }
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref(); while (!stopping.signal.aborted) { await work(); }
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'no semicolons',
      code: `import { parentPort } from 'node:worker_threads'

async function run(signal) {
  [|while (true) |]{
    await work()
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `import { parentPort } from 'node:worker_threads'

async function run(signal) {
  while (!signal.aborted) {
    await work()
  }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'tabs',
      code: "import { parentPort } from 'node:worker_threads';\n\nexport function run() {\n\t[|setTimeout(() => run(), 10)|];\n}\nparentPort.postMessage('ended');\n",
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output:
          "import { parentPort } from 'node:worker_threads';\nconst stopping = new AbortController();\nparentPort?.on('message', function onStop(message: unknown) {\n\tif (message !== 'stop') return;\n\tparentPort?.off('message', onStop);\n\tstopping.abort();\n});\nparentPort?.unref();\n\nexport function run() {\n\tif (stopping.signal.aborted) return;\n\tsetTimeout(() => run(), 10);\n}\nparentPort.postMessage('ended');\n",
      },
      output: null,
    },
    {
      name: 'Windows line ends',
      code: "import { parentPort } from 'node:worker_threads';\r\n\r\nfunction tick() {\r\n  step();\r\n  [|setTimeout(tick, 10)|];\r\n}\r\nparentPort.postMessage('ended');\r\n",
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output:
          "import { parentPort } from 'node:worker_threads';\r\nconst stopping = new AbortController();\r\nparentPort?.on('message', function onStop(message: unknown) {\r\n  if (message !== 'stop') return;\r\n  parentPort?.off('message', onStop);\r\n  stopping.abort();\r\n});\r\nparentPort?.unref();\r\n\r\nfunction tick() {\r\n  if (stopping.signal.aborted) return;\r\n  step();\r\n  setTimeout(tick, 10);\r\n}\r\nparentPort.postMessage('ended');\r\n",
      },
      output: null,
    },
    {
      name: 'a first line for the shell, and a directive',
      filename: 'file.cjs',
      code: "#!/usr/bin/env node\n'use strict';\nconst { parentPort } = require('node:worker_threads');\n\nasync function run() {\n  [|while (true) |]await work();\n}\nparentPort.postMessage('ended');\n",
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output:
          "#!/usr/bin/env node\n'use strict';\nconst { parentPort } = require('node:worker_threads');\nconst stopping = new AbortController();\nparentPort?.on('message', function onStop(message) {\n  if (message !== 'stop') return;\n  parentPort?.off('message', onStop);\n  stopping.abort();\n});\nparentPort?.unref();\n\nasync function run() {\n  while (!stopping.signal.aborted) await work();\n}\nparentPort.postMessage('ended');\n",
      },
      output: null,
    },
    {
      name: 'no import to join: a new one',
      code: `import * as threads from 'node:worker_threads';

threads.parentPort.postMessage('ready');
[|while (true) |]{
  await work();
}
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `import * as threads from 'node:worker_threads';
import { parentPort } from 'node:worker_threads';
${ON_STOP}parentPort?.unref();

threads.parentPort.postMessage('ready');
while (!stopping.signal.aborted) {
  await work();
}
`,
      },
      output: null,
    },
    {
      name: 'CommonJS',
      filename: 'file.cjs',
      code: `const { parentPort } = require('worker_threads');

async function run() {
  [|for (;;) |]{
    await work();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `const { parentPort } = require('worker_threads');
const stopping = new AbortController();
parentPort?.on('message', function onStop(message) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopping.abort();
});
parentPort?.unref();

async function run() {
  for (; !stopping.signal.aborted;) {
    await work();
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'TypeScript',
      code: `${PORT}
export async function run(): Promise<void> {
  [|while (true) |]{
    await work();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

export async function run(): Promise<void> {
  while (!stopping.signal.aborted) {
    await work();
  }
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'a web worker',
      filename: 'file.js',
      code: `self.onmessage = async () => {
  [|while (true) |]{
    postMessage(await work());
  }
};
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `const stopping = new AbortController();
self.addEventListener('message', ({ data }) => {
  if (data === 'stop') stopping.abort();
});
self.onmessage = async () => {
  while (!stopping.signal.aborted) {
    postMessage(await work());
  }
};
`,
      },
      output: null,
    },
    {
      name: 'the name of the controller is taken',
      code: `${PORT}
let stopping = false;
[|while (!stopping) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}const stopController = new AbortController();
parentPort?.on('message', function onStop(message: unknown) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopController.abort();
});
parentPort?.unref();

let stopping = false;
while (!stopping && !stopController.signal.aborted) {
  await work();
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'the name of the port is taken',
      code: `import * as threads from 'node:worker_threads';
const parentPort = threads.parentPort;

[|while (true) |]{
  parentPort.postMessage(await work());
}
`,
      messageId: 'loop',
      suggestion: {
        messageId: 'makeSignal',
        output: `import * as threads from 'node:worker_threads';
import { parentPort as ownerPort } from 'node:worker_threads';
const stopping = new AbortController();
ownerPort?.on('message', function onStop(message: unknown) {
  if (message !== 'stop') return;
  ownerPort?.off('message', onStop);
  stopping.abort();
});
ownerPort?.unref();
const parentPort = threads.parentPort;

while (!stopping.signal.aborted) {
  parentPort.postMessage(await work());
}
`,
      },
      output: null,
    },
    {
      name: 'the name of the turn is taken',
      code: `${PORT}
const nextTurn = 1;
export async function run(signal) {
  [|while (true) |]{
    step(nextTurn);
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as turn } from 'node:timers/promises';

const nextTurn = 1;
export async function run(signal) {
  while (!signal.aborted) {
    await turn();
    step(nextTurn);
  }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

const nextTurn = 1;
export async function run(signal) {
  while (!Atomics.load(workerData.stopFlag, 0)) {
    step(nextTurn);
  }
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'the name of the data is taken',
      code: `${PORT}
const workerData = [];
[|while (true) |]{
  workerData.push(step());
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as nextTurn } from 'node:timers/promises';
${ON_STOP}parentPort?.unref();

const workerData = [];
while (!stopping.signal.aborted) {
  await nextTurn();
  workerData.push(step());
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData as threadData } from 'node:worker_threads';

const workerData = [];
while (!Atomics.load(threadData.stopFlag, 0)) {
  workerData.push(step());
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a loop without braces',
      code: `${PORT}
export async function run(signal) {
  [|while (true) |]step();
}
parentPort.postMessage('ended');
`,
      messageId: 'deafLoop',
      suggestions: [
        {
          messageId: 'takeTurn',
          output: `${PORT}import { setImmediate as nextTurn } from 'node:timers/promises';

export async function run(signal) {
  while (!signal.aborted) { await nextTurn(); step(); }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

export async function run(signal) {
  while (!Atomics.load(workerData.stopFlag, 0)) step();
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'comments in the loop stay',
      code: `${PORT}
export async function run(signal) {
  [|while (true) |]{ // for ever
    // the next one
    step();
    /* done */
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
  while (!signal.aborted) { // for ever
    // the next one
    await nextTurn();
    step();
    /* done */
  }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'sharedFlag',
          output: `import { parentPort, workerData } from 'node:worker_threads';

export async function run(signal) {
  while (!Atomics.load(workerData.stopFlag, 0)) { // for ever
    // the next one
    step();
    /* done */
  }
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a comment in the test is not lost',
      code: `${PORT}
export async function run(signal) {
  // @ts-ignore
  [|for (;;/* ever */) |]{
    await work();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `${PORT}
export async function run(signal) {
  // @ts-ignore
  for (; !signal.aborted;/* ever */) {
    await work();
  }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'a guard in a function with comments',
      code: `${PORT}
function tick() {
  // one step
  step();
  [|setTimeout(tick, 10)|]; // again
}
parentPort.postMessage('ended');
`,
      messageId: 'reschedule',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${ON_STOP}parentPort?.unref();

function tick() {
  if (stopping.signal.aborted) return;
  // one step
  step();
  setTimeout(tick, 10); // again
}
parentPort.postMessage('ended');
`,
      },
      output: null,
    },
    {
      name: 'an optional signal',
      code: `${PORT}
export async function run({ signal }: { signal?: AbortSignal } = {}) {
  [|while (true) |]{
    await work();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `${PORT}
export async function run({ signal }: { signal?: AbortSignal } = {}) {
  while (!signal?.aborted) {
    await work();
  }
}
parentPort.postMessage('ended');
`,
    },
  ],
});
