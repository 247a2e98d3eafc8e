import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { ON_STOP, PORT, SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [],
  invalid: [
    {
      name: 'a .catch() on the call, in a loop without braces',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) await [|sleep(1000)|].catch(() => {});
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) { await sleep(1000, undefined, { signal }).catch(() => {}); if (signal.aborted) break; }
}
`,
    },
    {
      name: 'a .catch() on the call, in a loop that looks at the signal',
      code: `${SLEEP}
export async function run(signal) {
  while (!signal.aborted) await [|sleep(1000)|].catch(() => {});
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  while (!signal.aborted) await sleep(1000, undefined, { signal }).catch(() => {});
}
`,
    },
    {
      name: 'recursion behind a .catch()',
      code: `${SLEEP}
async function poll(signal) {
  step();
  await [|sleep(1000)|].catch(() => {});
  return poll(signal);
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
async function poll(signal) {
  step();
  await sleep(1000, undefined, { signal }).catch(() => {});
  if (signal.aborted) return;
  return poll(signal);
}
`,
    },
    {
      name: 'a pause in a worker that nobody can stop yet',
      code: `${PORT}${SLEEP}
export async function run() {
  while (isOn()) {
    parentPort.postMessage(step());
    await [|sleep(1000)|];
  }
}
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

export async function run() {
  while (isOn()) {
    parentPort.postMessage(step());
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) break;
  }
}
`,
      },
      output: null,
    },
    {
      name: 'a pause in a worker that listens already',
      code: `${PORT}${SLEEP}
parentPort.on('message', async (jobs) => {
  for (const job of jobs) {
    await [|sleep(1000)|];
  }
});
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}
parentPort.on('message', async (jobs) => {
  for (const job of jobs) {
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) break;
  }
});
`,
      },
      output: null,
    },
    {
      name: 'a pause in a loop without braces',
      code: `${PORT}${SLEEP}
parentPort.on('message', async () => {
  while (isOn()) await [|sleep(1000)|];
});
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}
parentPort.on('message', async () => {
  while (isOn()) { await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {}); if (stopping.signal.aborted) break; }
});
`,
      },
      output: null,
    },
    {
      name: 'a pause in a branch without braces',
      code: `${PORT}${SLEEP}
parentPort.on('message', async () => {
  while (isOn()) {
    if (step()) await [|sleep(1000)|];
    else step();
  }
});
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}
parentPort.on('message', async () => {
  while (isOn()) {
    if (step()) { await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {}); if (stopping.signal.aborted) break; }
    else step();
  }
});
`,
      },
      output: null,
    },
    {
      name: 'a pause in two loops of a worker',
      code: `${PORT}${SLEEP}
parentPort.on('message', async (jobs) => {
  while (isOn()) {
    for (const job of jobs) {
      await [|sleep(1000)|];
    }
  }
});
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}
parentPort.on('message', async (jobs) => {
  while (isOn()) {
    for (const job of jobs) {
      await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
    }
  }
});
`,
      },
      output: null,
    },
    {
      name: 'a pause in a worker function that gives a value',
      code: `${PORT}${SLEEP}
export async function ask() {
  while (isOn()) {
    await [|sleep(1000)|];
  }
  parentPort.postMessage('x');
  return 1;
}
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort?.unref();

export async function ask() {
  while (isOn()) {
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) break;
  }
  parentPort.postMessage('x');
  return 1;
}
`,
      },
      output: null,
    },
    {
      name: 'the stop helper of the project',
      settings: { graceful: { helper: './src/stop/index.js' } },
      code: `${PORT}
parentPort.on('message', async (jobs) => {
  for (const job of jobs) {
    await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  }
});
`,
      messageId: 'deafPause',
      output: `${PORT}import { sleep } from './src/stop/index.js';
import { stopSignal } from './src/stop/index.js';

parentPort.on('message', async (jobs) => {
  for (const job of jobs) {
    await sleep(1000, stopSignal()).catch(() => {});
    if (stopSignal().aborted) break;
  }
});
`,
    },
    {
      name: 'a web worker',
      filename: 'file.js',
      code: `self.onmessage = async ({ data: jobs }) => {
  for (const job of jobs) {
    await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
    postMessage(job);
  }
};
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `const stopping = new AbortController();
self.addEventListener('message', ({ data }) => {
  if (data === 'stop') stopping.abort();
});
self.onmessage = async ({ data: jobs }) => {
  for (const job of jobs) {
    await new Promise((resolve, reject) => {
      const wake = () => {
        clearTimeout(timer);
        reject(stopping.signal.reason);
      };
      const timer = setTimeout(() => {
        stopping.signal.removeEventListener('abort', wake);
        resolve();
      }, 1000);
      stopping.signal.addEventListener('abort', wake, { once: true });
      if (stopping.signal.aborted) wake();
    }).catch(() => {});
    if (stopping.signal.aborted) break;
    postMessage(job);
  }
};
`,
      },
      output: null,
    },
    {
      name: 'a web worker in TypeScript, with a signal',
      options: [{ outsideLoops: true }],
      code: `export async function run(signal: AbortSignal) {
  const scope = self;
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  step(scope);
}
`,
      messageId: 'signalUnused',
      output: `export async function run(signal: AbortSignal) {
  const scope = self;
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
  step(scope);
}
`,
    },
    {
      name: 'one line',
      code: `${SLEEP}export async function run(signal) { await [|sleep(1000)|]; }
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function run(signal) { await sleep(1000, undefined, { signal }); }
`,
    },
    {
      name: 'one line in a worker',
      code: `${PORT}${SLEEP}parentPort.on('message', async () => { while (isOn()) { await [|sleep(1000)|] } });
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}parentPort.on('message', async () => { while (isOn()) { await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {}); if (stopping.signal.aborted) break; } });
`,
      },
      output: null,
    },
    {
      name: 'no semicolons',
      code: `${PORT.replace(';', '')}import { setTimeout as sleep } from 'node:timers/promises'

parentPort.on('message', async () => {
  while (isOn()) {
    await [|sleep(1000)|]
    step()
  }
})
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT.replace(';', '')}import { setTimeout as sleep } from 'node:timers/promises'
${ON_STOP.replaceAll(/;$/gm, '')}
parentPort.on('message', async () => {
  while (isOn()) {
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {})
    if (stopping.signal.aborted) break
    step()
  }
})
`,
      },
      output: null,
    },
    {
      name: 'a comment behind the pause',
      code: `${PORT}${SLEEP}
parentPort.on('message', async () => {
  while (isOn()) {
    await [|sleep(1000)|]; // a little rest
    step();
  }
});
`,
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output: `${PORT}${SLEEP}${ON_STOP}
parentPort.on('message', async () => {
  while (isOn()) {
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {}); // a little rest
    if (stopping.signal.aborted) break;
    step();
  }
});
`,
      },
      output: null,
    },
    {
      name: 'tabs',
      code: "import { parentPort } from 'node:worker_threads';\nimport { setTimeout as sleep } from 'node:timers/promises';\n\nparentPort.on('message', async () => {\n\twhile (isOn()) {\n\t\tawait [|sleep(1000)|];\n\t}\n});\n",
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output:
          "import { parentPort } from 'node:worker_threads';\nimport { setTimeout as sleep } from 'node:timers/promises';\nconst stopping = new AbortController();\nparentPort?.on('message', function onStop(message: unknown) {\n\tif (message !== 'stop') return;\n\tparentPort?.off('message', onStop);\n\tstopping.abort();\n});\n\nparentPort.on('message', async () => {\n\twhile (isOn()) {\n\t\tawait sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});\n\t\tif (stopping.signal.aborted) break;\n\t}\n});\n",
      },
      output: null,
    },
    {
      name: 'Windows line ends',
      code: "import { parentPort } from 'node:worker_threads';\r\n\r\nparentPort.on('message', async () => {\r\n  while (isOn()) {\r\n    await [|new Promise((resolve) => setTimeout(resolve, 1000))|];\r\n  }\r\n});\r\n",
      messageId: 'deafPause',
      suggestion: {
        messageId: 'makeSignal',
        output:
          "import { parentPort } from 'node:worker_threads';\r\nimport { setTimeout as sleep } from 'node:timers/promises';\r\nconst stopping = new AbortController();\r\nparentPort?.on('message', function onStop(message: unknown) {\r\n  if (message !== 'stop') return;\r\n  parentPort?.off('message', onStop);\r\n  stopping.abort();\r\n});\r\n\r\nparentPort.on('message', async () => {\r\n  while (isOn()) {\r\n    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});\r\n    if (stopping.signal.aborted) break;\r\n  }\r\n});\r\n",
      },
      output: null,
    },
    {
      name: 'a first line for the shell, directives and CommonJS',
      filename: 'file.cjs',
      code: "#!/usr/bin/env node\n'use strict';\n\nasync function run(signal) {\n  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];\n  step();\n}\nmodule.exports = run;\n",
      messageId: 'signalUnused',
      output:
        "#!/usr/bin/env node\n'use strict';\n\nconst { setTimeout: sleep } = require('node:timers/promises');\nasync function run(signal) {\n  await sleep(1000, undefined, { signal });\n  step();\n}\nmodule.exports = run;\n",
    },
    {
      name: 'many pauses share one import',
      options: [{ outsideLoops: true }],
      code: `export async function run(signal) {
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
}
`,
      errors: [{ messageId: 'signalUnused' }, { messageId: 'signalUnused' }, { messageId: 'signalUnused' }],
      output: `${SLEEP}export async function run(signal) {
  await sleep(1000, undefined, { signal });
  await sleep(1000, undefined, { signal });
  await sleep(1000, undefined, { signal });
}
`,
    },
    {
      name: 'an import to join',
      code: `import { setInterval } from 'node:timers/promises';

export async function run(signal) {
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  step(setInterval);
}
`,
      messageId: 'signalUnused',
      output: `import { setInterval, setTimeout as sleep } from 'node:timers/promises';

export async function run(signal) {
  await sleep(1000, undefined, { signal });
  step(setInterval);
}
`,
    },
    {
      name: 'the name sleep is taken',
      code: `import { sleep } from './sleep.js';

export async function run(signal) {
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  step(sleep);
}
`,
      messageId: 'signalUnused',
      output: `import { sleep } from './sleep.js';
import { setTimeout as delay } from 'node:timers/promises';

export async function run(signal) {
  await delay(1000, undefined, { signal });
  step(sleep);
}
`,
    },
    {
      name: 'the names sleep and delay are used as globals',
      code: `export async function run(signal) {
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  sleep(delay);
}
`,
      messageId: 'signalUnused',
      output: `import { setTimeout as pause } from 'node:timers/promises';
export async function run(signal) {
  await pause(1000, undefined, { signal });
  sleep(delay);
}
`,
    },
    {
      name: 'the delay has a comment, which stays',
      code: `export async function run(signal) {
  await [|new Promise((resolve) => setTimeout(resolve, 1000 /* ms */ * 3))|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function run(signal) {
  await sleep(1000 /* ms */ * 3, undefined, { signal });
  step();
}
`,
    },
  ],
});
