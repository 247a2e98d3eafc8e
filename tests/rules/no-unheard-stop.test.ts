import { noUnheardStop } from '../../src/rules/no-unheard-stop.ts';
import { testRule } from '../support/rule-tester.ts';

const WORKER = `import { Worker } from 'node:worker_threads';\n`;

testRule(noUnheardStop, {
  valid: [
    { name: 'no trigger word in the text', code: 'export const a = 1;' },
    {
      name: 'a transferable signal',
      code: `${WORKER}import { transferableAbortController } from 'node:util';
        const controller = transferableAbortController();
        new Worker('./w.js', { workerData: { signal: controller.signal }, transferList: [controller.signal] });`,
    },
    {
      name: 'a signal that is made transferable',
      code: `${WORKER}import { transferableAbortSignal } from 'node:util';
        const signal = transferableAbortSignal(new AbortController().signal);
        new Worker('./w.js', { workerData: { signal }, transferList: [signal] });`,
    },
    {
      name: 'a plain signal in the transfer list throws at once, which nobody misses',
      code: `${WORKER}const controller = new AbortController();
        new Worker('./w.js', { workerData: controller.signal, transferList: [controller.signal] });`,
    },
    {
      name: 'signal is the name of something else',
      code: `${WORKER}export const start = (signal: number) => new Worker('./w.js', { workerData: { signal } });`,
    },
    {
      name: 'a web worker throws on a signal',
      code: `const c = new AbortController(); const w = new Worker('w.js'); w.postMessage(c.signal);`,
    },
    {
      name: 'process signals in a file that keeps which thread it is in',
      code: `import { workerData } from 'node:worker_threads';
        const inWorker = !!workerData;
        const data = inWorker ? workerData : read();
        process.on('SIGTERM', () => stop(data));`,
    },
    {
      name: 'process signals in a file that keeps isMainThread',
      code: `import wt, { parentPort } from 'node:worker_threads';
        const isWorker = !wt.isMainThread;
        parentPort?.on('message', work);
        if (!isWorker) process.on('SIGTERM', stop);`,
    },
    { name: 'process signals on the main thread', code: `process.on('SIGTERM', () => stop());` },
    {
      name: 'process signals in the main branch of a dual file',
      code: `import { isMainThread, parentPort } from 'node:worker_threads';
        if (isMainThread) process.on('SIGTERM', stop); else parentPort.on('message', work);`,
    },
    {
      name: 'other events of the process in a worker',
      code: `import { parentPort } from 'node:worker_threads'; parentPort.ref(); process.on('exit', tidyUp);`,
    },
    {
      name: 'close() beside an iterator that ends with the port',
      code: `import { on } from 'node:events'; import { parentPort } from 'node:worker_threads';
        setTimeout(() => parentPort.close(), 10);
        for await (const [m] of on(parentPort, 'message', { close: ['close'] })) if (work(m) === 'last') break;`,
    },
    {
      name: 'close() beside an iterator with a signal',
      code: `import { on } from 'node:events'; import { parentPort } from 'node:worker_threads';
        export async function main(signal) {
          setTimeout(() => parentPort.close(), 10);
          for await (const [m] of on(parentPort, 'message', { signal })) if (work(m) === 'last') break;
        }`,
    },
    {
      name: 'a loop without any way out is reported by no-unstoppable-loop',
      code: `import { on } from 'node:events'; import { parentPort } from 'node:worker_threads';
        setTimeout(() => parentPort.close(), 10);
        for await (const [m] of on(parentPort, 'message')) work(m);`,
    },
    {
      name: 'a stop message to a worker whose file is not known',
      code: `${WORKER}export const stop = (worker: Worker) => worker.postMessage('stop');`,
    },
  ],
  invalid: [
    {
      name: 'a plain signal in workerData',
      code: `import { Worker } from 'node:worker_threads';
const controller = new AbortController();
const worker = new Worker('./w.js', { workerData: { signal: [|controller.signal|] } });`,
      errors: [{ messageId: 'plainSignal' }],
      output: `import { Worker } from 'node:worker_threads';
import { transferableAbortController } from 'node:util';
const controller = transferableAbortController();
const worker = new Worker('./w.js', { workerData: { signal: controller.signal }, transferList: [controller.signal] });`,
    },
    {
      name: 'a plain signal as the whole message, CommonJS',
      filename: 'owner.cjs',
      code: `const { Worker } = require('worker_threads');
const worker = new Worker('./w.js');
const controller = new AbortController();
worker.postMessage([|controller.signal|]);`,
      errors: [{ messageId: 'plainSignal' }],
      output: `const { Worker } = require('worker_threads');
const { transferableAbortController } = require('node:util');
const worker = new Worker('./w.js');
const controller = transferableAbortController();
worker.postMessage(controller.signal, [controller.signal]);`,
    },
    {
      name: 'other things are transferred already, and a comment stays',
      code: `import { Worker } from 'node:worker_threads';
class Jobs {
  #controller = new AbortController(); // for all of them
  #worker = new Worker('./w.js');
  start(buffer: ArrayBuffer) {
    this.#worker.postMessage({ buffer, signal: [|this.#controller.signal|] }, [buffer]);
  }
}`,
      errors: [{ messageId: 'plainSignal' }],
      output: `import { Worker } from 'node:worker_threads';
import { transferableAbortController } from 'node:util';
class Jobs {
  #controller = transferableAbortController(); // for all of them
  #worker = new Worker('./w.js');
  start(buffer: ArrayBuffer) {
    this.#worker.postMessage({ buffer, signal: this.#controller.signal }, [buffer, this.#controller.signal]);
  }
}`,
    },
    {
      name: 'an option that the constructor does not have',
      code: `import { Worker } from 'node:worker_threads';
const stopping = new AbortController();
const worker = new Worker('./w.js', { [|signal: stopping.signal|], name: 'w' });`,
      errors: [
        {
          messageId: 'signalOption',
        },
      ],
      output: null,
    },
    {
      name: 'an option that the constructor does not have, of a worker without a name',
      code: `import { Worker } from 'node:worker_threads';
export const start = (signal: AbortSignal) => new Worker('./w.js', { [|signal|], name: 'w' });`,
      errors: [
        {
          messageId: 'signalOption',
        },
      ],
      output: null,
    },
    {
      name: 'a process signal in worker code',
      code: `import { parentPort } from 'node:worker_threads';
parentPort!.on('message', work);
[|process.once('SIGTERM', stop)|];`,
      errors: [
        {
          messageId: 'processSignal',
          data: { event: 'SIGTERM' },
          suggestions: [
            {
              messageId: 'listen',
              output: `import { parentPort } from 'node:worker_threads';
parentPort!.on('message', work);
parentPort?.on('message', (message) => {
  if (message === 'stop') stop();
});`,
            },
          ],
        },
      ],
      output: null,
    },
    {
      name: 'close() while the loop waits for messages',
      code: `import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
setTimeout(() => [|parentPort!.close()|], 1000);
for await (const [task] of on(parentPort!, 'message')) if (work(task) === 'last') break;`,
      errors: [{ messageId: 'close' }],
      output: `import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
setTimeout(() => parentPort!.close(), 1000);
for await (const [task] of on(parentPort!, 'message', { close: ['close'] })) if (work(task) === 'last') break;`,
    },
    {
      name: "a caller's signal in workerData",
      code: `import { Worker } from 'node:worker_threads';
export function start(signal: AbortSignal) {
  const worker = new Worker('./w.js', { workerData: { [|signal|], size: 1 } });
  return worker;
}`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
    {
      name: 'a signal as the whole workerData',
      code: `import { Worker } from 'node:worker_threads';
export function start(signal: AbortSignal) {
  const worker = new Worker('./w.js', { workerData: [|signal|] });
  return worker;
}`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
    {
      name: 'a time limit as the whole message',
      code: `import { Worker } from 'node:worker_threads';
const worker = new Worker('./w.js');
worker.postMessage([|AbortSignal.timeout(1000)|]);`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
    {
      name: 'a signal in a message with other things',
      code: `import { Worker } from 'node:worker_threads';
const worker = new Worker('./w.js');
export function run(task: object, signal: AbortSignal) {
  worker.postMessage({ task, [|signal|] });
}`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
    {
      name: 'a signal for a worker without a name',
      code: `import { Worker } from 'node:worker_threads';
export const start = (signal: AbortSignal) => new Worker('./w.js', { workerData: { size: 1, [|signal|] } });`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
    {
      name: 'a message that is the value of a function',
      code: `import { Worker } from 'node:worker_threads';
const worker = new Worker('./w.js');
export const run = (signal: AbortSignal) => worker.postMessage([|signal|]);`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
    {
      name: 'a transfer list that is not written here',
      code: `import { Worker } from 'node:worker_threads';
const worker = new Worker('./w.js');
const controller = new AbortController();
export function run(ports: MessagePort[]) {
  worker.postMessage({ ports, signal: [|controller.signal|] }, ports);
}`,
      errors: [
        {
          messageId: 'plainSignal',
        },
      ],
      output: null,
    },
  ],
});
