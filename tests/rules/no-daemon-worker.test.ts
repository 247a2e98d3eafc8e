import { noDaemonWorker } from '../../src/rules/no-daemon-worker.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noDaemonWorker, {
  valid: [
    {
      name: 'a timer is no worker',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); setInterval(() => w.postMessage(1), 9).unref();`,
    },
    {
      name: 'it is asked to stop',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); w.unref(); export const stop = () => w.postMessage({ cmd: 'stop' });`,
    },
    {
      name: 'it is held again while it works',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); w.unref(); export function run(t) { w.ref(); w.postMessage(t); }`,
    },
    {
      name: 'whoever gets it may stop it',
      code: `import { Worker } from 'node:worker_threads'; export function make() { const w = new Worker('./w.js'); w.unref(); return w; }`,
    },
  ],
  invalid: [
    {
      name: 'nothing stops it',
      code: `import { Worker } from 'node:worker_threads'; export function backup() { const w = new Worker('./w.js'); [|w.unref()|]; }`,
      messageId: 'daemon',
      output: null,
    },
    {
      name: 'behind a listener',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); w.once('online', () => { [|w.unref()|]; });`,
      messageId: 'daemon',
      output: null,
    },
  ],
});
