import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { everywhere } from '../support/everywhere.ts';
import { withOptions } from '../support/rule-case.ts';
import { testRule } from '../support/rule-tester.ts';

/** What an edit posts where the code does not show what its workers hear. */
const SAYS_STOP = { message: 'stop' };

const NODE = `import { Worker } from 'node:worker_threads';\n`;
const settings = { graceful: { helper: './src/stop/index.js' } };

testRule(
  noAbruptTerminate,
  withOptions(
    {
      valid: [],
      invalid: everywhere([
        {
          name: 'plain',
          settings,
          code: `${NODE}const w = new Worker('a');
export async function stop() {
  await [|w.terminate()|];
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const w = new Worker('a');
export async function stop() {
  await stopWorker(w);
}`,
          messageId: 'killed',
        },
        {
          name: 'several kills share one import',
          settings,
          code: `${NODE}const a = new Worker('a');
const b = new Worker('b');
const c = new Worker('c');
export async function stop() {
  await [|a.terminate()|];
  await [|b.terminate()|];
  [|c.terminate()|];
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const a = new Worker('a');
const b = new Worker('b');
const c = new Worker('c');
export async function stop() {
  await stopWorker(a);
  await stopWorker(b);
  await stopWorker(c);
}`,
          messageId: 'killed',
        },
        {
          name: 'an import that is there',
          settings,
          code: `${NODE}import { stopWorker as end } from './src/stop/index.js';
const w = new Worker('a');
export const stop = () => [|w.terminate()|];
export const other = () => end(w);`,
          output: `${NODE}import { stopWorker as end } from './src/stop/index.js';
const w = new Worker('a');
export const stop = () => end(w).then(({ code = 0 }) => code);
export const other = () => end(w);`,
          messageId: 'killed',
        },
        {
          name: 'another name of the module is imported',
          settings,
          code: `${NODE}import { StopToken } from './src/stop/index.js';
const w = new Worker('a', { workerData: new StopToken().buffer });
export function stop() {
  [|w.terminate()|];
}`,
          output: `${NODE}import { StopToken, stopWorker } from './src/stop/index.js';
const w = new Worker('a', { workerData: new StopToken().buffer });
export function stop() {
  void stopWorker(w);
}`,
          messageId: 'killed',
        },
        {
          name: 'CommonJS with a directive',
          filename: 'file.cjs',
          settings,
          code: `#!/usr/bin/env node
'use strict';
const { Worker } = require('node:worker_threads');
const w = new Worker('a');
exports.stop = async () => {
  await [|w.terminate()|];
};`,
          output: `#!/usr/bin/env node
'use strict';
const { Worker } = require('node:worker_threads');
const { stopWorker } = require('./src/stop/index.js');
const w = new Worker('a');
exports.stop = async () => {
  await stopWorker(w);
};`,
          messageId: 'killed',
        },
        {
          name: 'no import at all',
          settings,
          code: `#!/usr/bin/env node
// Starts the page.
const w = new Worker('a.js');
function stop() {
  [|w.terminate()|];
}`,
          output: `#!/usr/bin/env node
// Starts the page.
import { stopWorker } from './src/stop/index.js';
const w = new Worker('a.js');
function stop() {
  void stopWorker(w);
}`,
          messageId: 'killed',
        },
        {
          name: 'optional',
          settings,
          code: `${NODE}class A {
  w?: Worker;
  async close() {
    await [|this.w?.terminate()|];
    this.w = undefined;
  }
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
class A {
  w?: Worker;
  async close() {
    if (this.w) {
      await stopWorker(this.w);
    }
    this.w = undefined;
  }
}`,
          messageId: 'killed',
        },
        {
          name: 'value used',
          settings,
          code: `${NODE}const w = new Worker('a');
export async function stop() {
  return await [|w.terminate()|];
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const w = new Worker('a');
export async function stop() {
  return await stopWorker(w).then(({ code = 0 }) => code);
}`,
          messageId: 'killed',
        },
        {
          name: 'all of a pool',
          settings,
          code: `${NODE}const list = [new Worker('a')];
export async function stop() {
  await Promise.all(list.map((w) => [|w.terminate()|]));
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const list = [new Worker('a')];
export async function stop() {
  await Promise.all(list.map((w) => stopWorker(w)));
}`,
          messageId: 'killed',
        },
        {
          name: 'forEach and catch',
          settings,
          code: `${NODE}const list = [new Worker('a')];
export function stop() {
  list.forEach((w) => [|w.terminate()|]);
  [|list[0].terminate()|].catch(log);
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const list = [new Worker('a')];
export function stop() {
  list.forEach((w) => void stopWorker(w));
  stopWorker(list[0]).catch(log);
}`,
          messageId: 'killed',
        },
        {
          name: 'comments',
          settings,
          code: `${NODE}const w = new Worker('a'); // one
export async function stop() {
  await /* two */ [|w /* three */.terminate()|]; // four
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const w = new Worker('a'); // one
export async function stop() {
  /* two */ /* three */ await stopWorker(w); // four
}`,
          messageId: 'killed',
        },
        {
          name: 'own time',
          options: [{ graceMs: 800 }],
          settings,
          code: `${NODE}const w = new Worker('a');
export function stop() {
  [|w.terminate()|];
}`,
          output: `${NODE}import { stopWorker } from './src/stop/index.js';
const w = new Worker('a');
export function stop() {
  void stopWorker(w, { graceMs: 800 });
}`,
          messageId: 'killed',
        },
        {
          name: 'a parameter of the same name: the sequence instead',
          settings,
          code: `${NODE}import { stopWorker } from './src/stop/index.js';
export function close(stopWorker, w: Worker) {
  [|w.terminate()|];
}
export { stopWorker };`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}import { stopWorker } from './src/stop/index.js';
export function close(stopWorker, w: Worker) {
  {
    const deadline = setTimeout(() => w.terminate(), 5000);
    w.once('exit', () => clearTimeout(deadline));
    w.postMessage('stop');
  }
}
export { stopWorker };`,
          },
        },
        {
          name: 'the helper itself: the sequence instead',
          filename: 'src/stop/index.js',
          settings,
          code: `${NODE}export function stopWorker(worker: Worker) {
  stop();
  function stop() {
    [|worker.terminate()|];
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}export function stopWorker(worker: Worker) {
  stop();
  function stop() {
    const deadline = setTimeout(() => worker.terminate(), 5000);
    worker.once('exit', () => clearTimeout(deadline));
    worker.postMessage('stop');
  }
}`,
          },
        },
      ]),
    },
    SAYS_STOP,
  ),
);
