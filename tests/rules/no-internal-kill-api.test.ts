import { noInternalKillApi } from '../../src/rules/no-internal-kill-api.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noInternalKillApi, {
  valid: [
    {
      name: 'public calls',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); w.terminate();`,
    },
    {
      name: 'the handle of a server',
      code: `export class Pipe { constructor(h) { this._handle = h; } end() { this._handle.close(); } }`,
    },
    { name: 'another binding', code: `process.binding('fs');` },
    { name: 'a method of the class itself', code: `export class A { stop() { this._terminate(); } _terminate() {} }` },
  ],
  invalid: [
    {
      name: 'the private end of a worker',
      code: `import { Worker } from 'node:worker_threads'; const w = new Worker('./w.js'); [|w._terminate()|];`,
      messageId: 'private',
      output: null,
    },
    {
      name: 'the handle of a child',
      code: `import { spawn } from 'node:child_process'; const p = spawn('a'); [|p._handle.kill(9)|];`,
      messageId: 'private',
      output: null,
    },
    {
      name: 'bindings',
      code: `export const { Worker } = [|process.binding('worker')|]; [|process._kill(1, 9)|];`,
      messageId: 'private',
      output: null,
    },
    {
      name: 'a symbol of the handle',
      code: `import { Worker } from 'node:worker_threads'; export function f(kHandle) { const w = new Worker('./w.js'); [|w[kHandle].stopThread()|]; }`,
      messageId: 'private',
      output: null,
    },
  ],
});
