import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { testRule } from '../support/rule-tester.ts';
import { PORT } from '../support/worker-sources.ts';

testRule(noUnstoppableLoop, {
  valid: [],
  invalid: [
    {
      name: 'several signals',
      code: `${PORT}
export async function run(signal: AbortSignal, stopSignal: AbortSignal) {
  [|while (true) |]{
    await work();
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      suggestions: [
        {
          messageId: 'checkSignal',
          output: `${PORT}
export async function run(signal: AbortSignal, stopSignal: AbortSignal) {
  while (!signal.aborted) {
    await work();
  }
}
parentPort.postMessage('ended');
`,
        },
        {
          messageId: 'checkSignal',
          output: `${PORT}
export async function run(signal: AbortSignal, stopSignal: AbortSignal) {
  while (!stopSignal.aborted) {
    await work();
  }
}
parentPort.postMessage('ended');
`,
        },
      ],
      output: null,
    },
    {
      name: 'a controller of the class',
      code: `${PORT}
export class Loop {
  #stopping = new AbortController();
  stop() {
    this.#stopping.abort();
  }
  async run() {
    [|while (true) |]{
      await work();
    }
  }
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `${PORT}
export class Loop {
  #stopping = new AbortController();
  stop() {
    this.#stopping.abort();
  }
  async run() {
    while (!this.#stopping.signal.aborted) {
      await work();
    }
  }
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'two loops share one controller',
      code: `${PORT}
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());
export async function a() {
  [|while (true) |]await work();
}
export async function b() {
  [|while (true) |]await work();
}
parentPort.postMessage('ended');
`,
      errors: [{ messageId: 'loop' }, { messageId: 'loop' }],
      output: `${PORT}
const stopping = new AbortController();
parentPort.once('message', () => stopping.abort());
export async function a() {
  while (!stopping.signal.aborted) await work();
}
export async function b() {
  while (!stopping.signal.aborted) await work();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the stop helper of the project',
      settings: { graceful: { helper: './src/stop/index.js' } },
      code: `${PORT}
[|while (true) |]{
  await work();
}
parentPort.postMessage('ended');
`,
      messageId: 'loop',
      output: `${PORT}import { stopSignal } from './src/stop/index.js';

while (!stopSignal().aborted) {
  await work();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'two loops share one import of the stop helper',
      settings: { graceful: { helper: './src/stop/index.js' } },
      code: `${PORT}
export async function a() {
  [|while (true) |]await work();
}
export async function b() {
  [|while (true) |]await work();
}
parentPort.postMessage('ended');
`,
      errors: [{ messageId: 'loop' }, { messageId: 'loop' }],
      output: `${PORT}import { stopSignal } from './src/stop/index.js';

export async function a() {
  while (!stopSignal().aborted) await work();
}
export async function b() {
  while (!stopSignal().aborted) await work();
}
parentPort.postMessage('ended');
`,
    },
    {
      name: 'the name signal is taken by something else',
      code: `import { Worker } from 'bullmq';

new Worker('jobs', async (job) => {
  const signal = job.name;
  report(signal);
  [|while (true) |]await work(job);
});
`,
      messageId: 'loop',
      output: null,
    },
  ],
});
