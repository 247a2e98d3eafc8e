import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { PORT, SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [
    {
      name: 'a pause with a name that something else ends',
      code: `${SLEEP}export async function run(signal) { for (;;) { const rest = sleep(1000); await Promise.race([rest, ask()]); } }`,
    },
    {
      name: 'a promise with a name that is used twice',
      code: `${SLEEP}export async function run(signal) { for (;;) { const rest = sleep(1000); keep(rest); await rest; } }`,
    },
    {
      name: 'a promise of another call',
      code: `${SLEEP}let rest; export const begin = () => { rest = sleep(1000); }; export async function run(signal) { for (;;) { await rest; } }`,
    },
  ],
  invalid: [
    {
      name: 'a pause that is begun in front of other work',
      code: `${SLEEP}export async function run(signal) { for (;;) { const rest = [|sleep(1000)|]; tell(); await rest; } }`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'options that a pause has',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export async function run(signal) {
  await [|sleep(1000, undefined, { ref: false })|];
  await [|sleep(1000, 'value')|];
  step();
}
`,
      errors: [{ messageId: 'signalUnused' }, { messageId: 'signalUnused' }],
      output: `${SLEEP}
export async function run(signal) {
  await sleep(1000, undefined, { ref: false, signal });
  await sleep(1000, 'value', { signal });
  step();
}
`,
    },
    {
      name: "a project's own class of promises",
      code: `
export async function run(signal: AbortSignal) {
  await [|new ThrowsPromise<void, never>((resolve) => setTimeout(resolve, 1000))|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `
${SLEEP}export async function run(signal: AbortSignal) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
    {
      name: 'in a file of components',
      filename: 'file.tsx',
      code: `
export async function run(signal: AbortSignal) {
  await [|new Promise<void>((resolve) => setTimeout(resolve, 1000))|];
}
`,
      messageId: 'signalUnused',
      output: `
export async function run(signal: AbortSignal) {
  await new Promise<void>((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', wake);
      resolve();
    }, 1000);
    signal.addEventListener('abort', wake, { once: true });
    if (signal.aborted) wake();
  });
}
`,
    },
    {
      name: 'a pause inside a type assertion',
      code: `${SLEEP}
export async function run(signal: AbortSignal) {
  await ([|sleep(1000)|] as Promise<void>);
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal: AbortSignal) {
  await (sleep(1000, undefined, { signal }) as Promise<void>);
  step();
}
`,
    },
    {
      name: 'a helper whose parameter has no parentheses',
      filename: 'file.js',
      code: `const rest = ms => new Promise((resolve) => setTimeout(resolve, ms));

export async function run(signal) {
  await [|rest(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      suggestion: {
        messageId: 'passSignal',
        output: `${SLEEP}const rest = (ms, signal) => sleep(ms, undefined, { signal });

export async function run(signal) {
  await rest(1000, signal);
  step();
}
`,
      },
      output: null,
    },
    {
      name: 'a parameter without parentheses',
      filename: 'file.js',
      code: `import { Worker } from 'bullmq';
${SLEEP}
new Worker('jobs', async job => {
  for (const part of job.data) await [|sleep(1000)|];
});
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'the name of the controller is taken',
      code: `${PORT}${SLEEP}
let stopping;
parentPort.on('message', async () => {
  while (isOn(stopping)) await [|sleep(1000)|];
});
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}const stopController = new AbortController();
parentPort?.on('message', function onStop(message: unknown) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopController.abort();
});

let stopping;
parentPort.on('message', async () => {
  while (isOn(stopping)) { await sleep(1000, undefined, { signal: stopController.signal }).catch(() => {}); if (stopController.signal.aborted) break; }
});
`,
      },
      output: null,
    },
  ],
});
