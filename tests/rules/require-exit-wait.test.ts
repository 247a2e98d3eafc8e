import { requireExitWait } from '../../src/rules/require-exit-wait.ts';
import { testRule } from '../support/rule-tester.ts';

const NODE = `import { Worker } from 'node:worker_threads'; import { once } from 'node:events'; import { rmSync } from 'node:fs';`;
const ONE = `${NODE} const worker = new Worker('./w.js');`;
const MANY = `${NODE} const workers = [1, 2].map(() => new Worker('./w.js'));`;
const CHILDREN = `import { fork } from 'node:child_process'; const children = [1, 2].map(() => fork('./c.js'));`;
const CHILD = `import { fork } from 'node:child_process'; let child = fork('./c.js');`;

testRule(requireExitWait, {
  valid: [
    {
      name: 'forEach with an async callback, of what is no worker',
      code: `export const pool = (rows) => ({ async close() { rows.forEach(async (row) => { await row.terminate(); }); } });`,
    },
    {
      name: 'a child by the type of its field alone, whose end is awaited',
      code: `import type { ChildProcess } from 'node:child_process'; export class A { private child?: ChildProcess; async stop() { this.child?.kill(); await this.gone; this.child = undefined; } }`,
    },
    {
      name: 'a child by the type of its field alone, which others can still wait for',
      code: `import type { ChildProcess } from 'node:child_process'; export class A { child?: ChildProcess; async stop() { this.child?.kill(); } }`,
    },
    {
      name: 'a stop before a start, in recommended',
      code: `import { spawn } from 'node:child_process'; let child; function stop() { child?.kill(); } export function start() { stop(); child = spawn('srv'); }`,
    },
    {
      name: 'a start that waits behind the stop',
      code: `import { spawn } from 'node:child_process'; let child; function stop() { child?.kill(); } export async function start() { stop(); await gone(); child = spawn('srv'); }`,
      options: [{ single: true }],
    },
    {
      name: 'removed behind a pause that asks for the end',
      code: `${CHILD} export async function run(dir) { child.kill(); while (child.exitCode === null) await new Promise((done) => setTimeout(done, 50)); rmSync(dir); }`,
    },
    {
      name: 'removed behind a pause, when it was killed hard',
      code: `${CHILD} import { rm } from 'node:fs/promises'; export async function run(dir) { child.kill('SIGKILL'); await new Promise((done) => setTimeout(done, 500)); await rm(dir); }`,
    },
    {
      name: 'removed in the finally of a wait with a limit',
      code: `${CHILD} import { once } from 'node:events'; export async function run(dir) { try { child.kill(); await once(child, 'exit', { signal: AbortSignal.timeout(99) }); } finally { rmSync(dir); } }`,
    },
    {
      name: 'removed behind a wait that is no pause',
      code: `${CHILD} import { rm } from 'node:fs/promises'; export async function run(dir) { child.kill(); await ended; await rm(dir); }`,
    },
    {
      name: 'the next child, by a function that waits first',
      code: `${CHILD} async function start() { await gone(); child = fork('./c.js'); } export function restart() { child.kill(); start(); }`,
    },
    {
      name: "a kill that loses tasks is no-abrupt-terminate's",
      code: `import { Worker } from 'node:worker_threads'; export class Pool { constructor() { this.workers = [1, 2].map(() => new Worker('./w.js')); } run(task) { this.workers[0].postMessage(task); } async close() { for (const worker of this.workers) { worker.terminate(); } } }`,
    },
    {
      name: 'a private helper behind whose calls the callers wait',
      code: `import { fork } from 'node:child_process'; import { onceGone } from './gone.js'; export class A { children = [fork('./c.js')]; private killAll(signal: string) { for (const c of this.children) c.kill(signal); } async stop() { const gone = onceGone(this.children); this.killAll('SIGTERM'); const limit = setTimeout(() => this.killAll('SIGKILL'), 5000); await gone; clearTimeout(limit); } }`,
    },
    {
      name: 'a function of the file behind whose calls the callers wait',
      code: `${CHILDREN} function killAll() { for (const c of children) c.kill(); } export async function stop() { killAll(); await gone(); }`,
    },
    {
      name: 'awaited',
      code: `${MANY} export async function stop() { await Promise.all(workers.map((w) => w.terminate())); }`,
    },
    { name: 'returned', code: `${ONE} export function stop() { return worker.terminate(); }` },
    {
      name: 'asked, and the end is waited for',
      code: `${MANY} export function stop() { return Promise.all(workers.map((w) => { const ended = once(w, 'exit'); w.postMessage('stop'); return ended; })); }`,
    },
    {
      name: 'a web worker',
      code: `const workers = [new Worker('a')]; export function stop() { for (const w of workers) w.terminate(); }`,
    },
    { name: 'one, in a function that promises nothing', code: `${CHILD} export function stop() { child.kill(); }` },
    { name: 'no stop function', code: `${CHILD} response.once('close', () => { child.kill(); });` },
    {
      name: 'the file listens for the end',
      code: `${CHILD} child.on('exit', restart); export async function stop() { child.kill(); }`,
    },
    {
      name: 'removed behind the wait',
      code: `${ONE} export async function run(dir) { await worker.terminate(); rmSync(dir); }`,
    },
    {
      name: 'a last resort',
      code: `${CHILD} export function stop() { setTimeout(() => child.kill('SIGKILL'), 500); }`,
    },
    {
      name: 'another child, behind a wait',
      code: `${CHILD} export async function restart() { child.kill(); await gone(); child = fork('./c.js'); }`,
    },
    {
      name: 'a test',
      filename: 'tests/a.test.ts',
      code: `${CHILDREN} export function stop() { for (const c of children) c.kill(); }`,
    },
  ],
  invalid: [
    {
      name: 'forEach with an async callback, of workers that others have made',
      code: `export const pool = () => { const workers = {}; const add = (w) => { workers[w.id] = w; }; const terminate = async () => { Object.keys(workers).forEach(async (id) => { await [|workers[id].terminate()|]; }); }; return { add, terminate }; };`,
      messageId: 'forEach',
      output: null,
    },
    {
      name: 'a child by the type of its field alone, which an async stop forgets',
      code: `import type { ChildProcess } from 'node:child_process'; export class A { private child?: ChildProcess; async stop() { [|this.child?.kill()|]; this.child = undefined; } }`,
      messageId: 'stop',
      output: null,
    },
    {
      name: 'a stop before a start, by another name for the child, in strict',
      code: `import { spawn } from 'node:child_process'; let worker; function stop() { const child = worker; worker = undefined; if (!child) return; [|child.kill('SIGTERM')|]; } export function start() { stop(); const child = spawn('srv'); worker = child; }`,
      options: [{ single: true }],
      messageId: 'again',
      output: null,
    },
    {
      name: 'files are removed behind a pause of a fixed length',
      code: `${CHILD} import { rm } from 'node:fs/promises'; export async function run(dir) { [|child.kill()|]; await new Promise((done) => setTimeout(done, 500)); await rm(dir); }`,
      messageId: 'removed',
      output: null,
    },
    {
      name: 'the next child at once, by a function',
      code: `${CHILD} function start() { child = fork('./c.js'); } export function restart() { [|child.kill()|]; start(); }`,
      messageId: 'again',
      output: null,
    },
    {
      name: 'a helper whose caller waits for something before only',
      code: `${CHILDREN} function killAll() { for (const c of children) [|c.kill()|]; } export async function stop() { await note('stop'); killAll(); }`,
      messageId: 'stop',
      output: null,
    },
    {
      name: 'a helper that others can call',
      code: `${CHILDREN} export function killAll() { for (const c of children) [|c.kill()|]; } export async function stop() { killAll(); await gone(); }`,
      messageId: 'stop',
      output: null,
    },
    {
      name: 'children in a loop',
      code: `${CHILDREN} export function destroy() { for (const c of children) [|c.kill()|]; }`,
      messageId: 'stop',
      output: null,
    },
    {
      name: 'a stop that promises',
      code: `${CHILD} export async function stop() { [|child.kill()|]; }`,
      messageId: 'stop',
      output: null,
    },
    {
      name: 'asked, and gone',
      code: `${ONE} export function stop() { [|worker.postMessage({ type: 'stop' })|]; }`,
      messageId: 'stop',
      output: null,
    },
    {
      name: 'files are removed at once',
      code: `${ONE} export function run(dir) { [|worker.terminate()|]; rmSync(dir); }`,
      messageId: 'removed',
      output: null,
    },
    {
      name: 'the next child at once',
      code: `${CHILD} export function restart() { [|child.kill()|]; child = fork('./c.js'); }`,
      messageId: 'again',
      output: null,
    },
    {
      name: 'forEach with an async callback',
      code: `${MANY} export async function stop() { workers.forEach(async (w) => { await [|w.terminate()|]; }); }`,
      messageId: 'forEach',
      output: null,
    },
    {
      name: 'a callback',
      code: `${ONE} export function stop(done) { [|worker.terminate(() => done())|]; }`,
      messageId: 'callback',
      output: null,
    },
    {
      name: 'exit has been',
      code: `${ONE} export async function stop() { await worker.terminate(); await [|once(worker, 'exit')|]; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'one, in strict',
      options: [{ single: true }],
      code: `${CHILD} export function stop() { [|child.kill()|]; }`,
      messageId: 'stop',
      output: null,
    },
  ],
});
