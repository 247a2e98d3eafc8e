import { noUseAfterTerminate } from '../../src/rules/no-use-after-terminate.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noUseAfterTerminate, {
  valid: [
    {
      name: 'before the end',
      code: `import { Worker } from 'node:worker_threads'; export async function stop() { const w = new Worker('./w.js'); w.postMessage('stop'); await w.terminate(); }`,
    },
    {
      name: 'the branch that ends it leaves',
      code: `import { Worker } from 'node:worker_threads'; export function f(m) { const w = new Worker('./w.js'); if (m) { w.terminate(); return; } w.postMessage(1); }`,
    },
    {
      name: 'a new one of that name',
      code: `import { Worker } from 'node:worker_threads'; export async function f() { let w = new Worker('./w.js'); await w.terminate(); w = new Worker('./w.js'); w.postMessage(1); }`,
    },
    {
      name: 'another one each turn',
      code: `import { Worker } from 'node:worker_threads'; const all = [new Worker('./w.js')]; for (const w of all) { w.postMessage('stop'); w.terminate(); }`,
    },
    {
      name: 'its exit is still to come',
      code: `import { Worker } from 'node:worker_threads'; export function f(done) { const w = new Worker('./w.js'); w.terminate(); w.once('exit', done); }`,
    },
    {
      name: 'the id was kept',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); const { threadId } = w; w.once('exit', () => drop(threadId));`,
    },
    {
      name: 'a method may have set the field anew',
      code: `import { Worker } from 'node:worker_threads'; class A { w = new Worker('./w.js'); f() { this.w.terminate(); this.start(); this.w.postMessage(1); } start() { this.w = new Worker('./w.js'); } }`,
    },
  ],
  invalid: [
    {
      name: 'a message behind the end',
      code: `import { Worker } from 'node:worker_threads'; export function f() { const w = new Worker('./w.js'); w.terminate(); [|w.postMessage('bye')|]; }`,
      messageId: 'use',
      output: null,
    },
    {
      name: 'a listener behind an awaited end',
      code: `import { Worker } from 'node:worker_threads'; export async function f(done) { const w = new Worker('./w.js'); await w.terminate(); [|w.once('exit', done)|]; }`,
      messageId: 'use',
      output: null,
    },
    {
      name: 'on one of two ways',
      code: `import { Worker } from 'node:worker_threads'; export function f(m) { const w = new Worker('./w.js'); if (m) w.terminate(); [|w.postMessage(m)|]; }`,
      messageId: 'use',
      output: null,
    },
    {
      name: 'the own port is closed',
      code: `import { parentPort } from 'node:worker_threads'; export function end() { parentPort.close(); [|parentPort.postMessage('bye')|]; }`,
      messageId: 'use',
      output: null,
    },
    {
      name: 'the id of a worker that has ended',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); w.once('exit', () => drop([|w.threadId|]));`,
      messageId: 'threadId',
      output: null,
    },
  ],
});
