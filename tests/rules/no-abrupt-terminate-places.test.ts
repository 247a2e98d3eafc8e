import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { everywhere } from '../support/everywhere.ts';
import { withOptions } from '../support/rule-case.ts';
import { testRule } from '../support/rule-tester.ts';

/** What an edit posts where the code does not show what its workers hear. */
const SAYS_STOP = { message: 'stop' };

const NODE = `import { Worker } from 'node:worker_threads';\n`;

testRule(
  noAbruptTerminate,
  withOptions(
    {
      valid: [],
      invalid: everywhere([
        {
          name: 'names that are taken',
          code: `${NODE}import { setTimeout } from 'node:timers/promises';
const deadline = new Worker('a');
export async function stop(resolve) {
  await [|deadline.terminate()|];
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}import { setTimeout } from 'node:timers/promises';
const deadline = new Worker('a');
export async function stop(resolve) {
  await new Promise<number>((resolve) => {
    const timer = globalThis.setTimeout(() => resolve(deadline.terminate()), 5000);
    deadline.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
    deadline.postMessage('stop');
  });
}`,
          },
        },
        {
          name: 'a parameter called worker',
          code: `${NODE}class A {
  w = new Worker('a');
  stop(worker) {
    [|this.w.terminate()|];
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w = new Worker('a');
  stop(worker) {
    {
      const worker = this.w;
      const deadline = setTimeout(() => worker.terminate(), 5000);
      worker.once('exit', () => clearTimeout(deadline));
      worker.postMessage('stop');
    }
  }
}`,
          },
        },
        {
          name: 'an index called worker',
          code: `${NODE}class A {
  list: Worker[] = [];
  stop(worker) {
    [|this.list[worker].terminate()|];
    log(worker);
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  list: Worker[] = [];
  stop(worker) {
    {
      const stopping = this.list[worker];
      const deadline = setTimeout(() => stopping.terminate(), 5000);
      stopping.once('exit', () => clearTimeout(deadline));
      stopping.postMessage('stop');
    }
    log(worker);
  }
}`,
          },
        },
        {
          name: 'web worker, flat',
          code: `const worker = new Worker('a.js');
export function stop() {
  [|worker.terminate()|];
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `const worker = new Worker('a.js');
export function stop() {
  worker.postMessage('stop');
  setTimeout(() => worker.terminate(), 5000);
}`,
          },
        },
        {
          name: 'web worker whose nothing is returned',
          code: `class A {
  w = new Worker('a.js');
  stop(): void {
    if (x) return [|this.w.terminate()|];
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `class A {
  w = new Worker('a.js');
  stop(): void {
    if (x) {
      const worker = this.w;
      worker.postMessage('stop');
      setTimeout(() => worker.terminate(), 5000);
      return;
    }
  }
}`,
          },
        },
        {
          name: 'web worker in an effect',
          filename: 'file.tsx',
          code: `function C() {
  useEffect(() => {
    const worker = new Worker('a.js');
    return () => [|worker.terminate()|];
  }, []);
  return <p />;
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `function C() {
  useEffect(() => {
    const worker = new Worker('a.js');
    return () => {
      worker.postMessage('stop');
      setTimeout(() => worker.terminate(), 5000);
    };
  }, []);
  return <p />;
}`,
          },
        },
        {
          name: 'static block in an async function',
          code: `${NODE}export async function stop(w: Worker) {
  class A {
    static {
      [|w.terminate()|];
    }
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}export async function stop(w: Worker) {
  class A {
    static {
      {
        const deadline = setTimeout(() => w.terminate(), 5000);
        w.once('exit', () => clearTimeout(deadline));
        w.postMessage('stop');
      }
    }
  }
}`,
          },
        },
        {
          name: 'own time and message',
          options: [{ graceMs: 800, message: "it's over, stop" }],
          code: `${NODE}const w = new Worker('a');
export function stop() {
  [|w.terminate()|];
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a');
export function stop() {
  const deadline = setTimeout(() => w.terminate(), 800);
  w.once('exit', () => clearTimeout(deadline));
  w.postMessage('it\\'s over, stop');
}`,
          },
        },
        {
          name: 'the message that the worker in the file hears',
          code: `import { Worker, isMainThread, parentPort } from 'node:worker_threads';
if (!isMainThread) parentPort.on('message', (m) => { if (m.type === 'quit') parentPort.close(); });
const w = isMainThread ? new Worker(new URL(import.meta.url)) : null;
export function stop() {
  [|w.terminate()|];
}`,
          output: `import { Worker, isMainThread, parentPort } from 'node:worker_threads';
if (!isMainThread) parentPort.on('message', (m) => { if (m.type === 'quit') parentPort.close(); });
const w = isMainThread ? new Worker(new URL(import.meta.url)) : null;
export function stop() {
  const deadline = setTimeout(() => w.terminate(), 5000);
  w.once('exit', () => clearTimeout(deadline));
  w.postMessage({ type: 'quit' });
}`,
          messageId: 'held',
        },
        {
          name: 'await using',
          code: `${NODE}export async function run() {
  await using [|w = new Worker('a')|];
  w.postMessage(1);
}`,
          output: null,
          messageId: 'disposed',
          suggestion: {
            messageId: 'stopBeforeDispose',
            output: `${NODE}export async function run() {
  const w = new Worker('a');
  try {
  w.postMessage(1);
  } finally {
    await new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(w.terminate()), 5000);
      w.once('exit', (code) => {
        clearTimeout(deadline);
        resolve(code);
      });
      w.postMessage('stop');
    });
  }
}`,
          },
        },
        {
          name: 'await using beside exports',
          code: `${NODE}await using [|w = new Worker('a')|];
export const x = 1;`,
          output: null,
          messageId: 'disposed',
          suggestion: {
            messageId: 'stopBeforeDispose',
            output: `${NODE}const w = new Worker('a');
export const x = 1;
await new Promise((resolve) => {
  const deadline = setTimeout(() => resolve(w.terminate()), 5000);
  w.once('exit', (code) => {
    clearTimeout(deadline);
    resolve(code);
  });
  w.postMessage('stop');
});`,
          },
        },
        {
          name: 'await using, one of several',
          code: `${NODE}export async function run() {
  await using lock = take(), [|w = new Worker('a')|], log = open();
  w.postMessage(1);
}`,
          output: null,
          messageId: 'disposed',
          suggestion: {
            messageId: 'stopBeforeDispose',
            output: `${NODE}export async function run() {
  await using lock = take();
  const w = new Worker('a');
  try {
  await using log = open();
  w.postMessage(1);
  } finally {
    await new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(w.terminate()), 5000);
      w.once('exit', (code) => {
        clearTimeout(deadline);
        resolve(code);
      });
      w.postMessage('stop');
    });
  }
}`,
          },
        },
      ]),
    },
    SAYS_STOP,
  ),
);
