import { noLostReply } from '../../src/rules/no-lost-reply.ts';
import { testRule } from '../support/rule-tester.ts';

const NODE = `import { Worker } from 'node:worker_threads'; const worker = new Worker('./w.js'); const open = new Map();`;
const WEB = `const worker = new Worker(new URL('./w.js', import.meta.url)); const open = new Map();`;
const CHILD = `import { fork } from 'node:child_process'; const child = fork('./c.js'); const open = new Map();`;
const ANSWERS = `worker.onmessage = ({ data }) => { open.get(data.id)?.resolve(data); open.delete(data.id); };`;
const ANSWERED = `worker.on('message', (m) => { open.get(m.id).resolve(m); open.delete(m.id); });`;
const PROMISE = `new Promise((resolve, reject) => { open.set(id, { resolve, reject }); worker.postMessage(id); })`;
const ASK = `export function ask(id) { return ${PROMISE}; }`;
const ASK_BAD = `export function ask(id) { return [|${PROMISE}|]; }`;
const TOOL = `import { spawn } from 'node:child_process'; const child = spawn('rules'); const open = {};`;
const ASK_TOOL = `export function ask(id, text) { return new Promise((resolve) => { open[id] = { text, handler: (answer) => { delete open[id]; resolve(answer); } }; child.stdin?.write(text); }); }`;
const REJECT = `for (const { reject } of open.values()) reject(new Error('gone')); open.clear();`;

testRule(noLostReply, {
  valid: [
    {
      name: 'a connection whose close is heard',
      code: `class A { open = new Map(); constructor(ws) { this.ws = ws; ws.onmessage = (m) => this.answer(m); } answer(m) { this.open.get(m.id)?.resolve(m); this.open.delete(m.id); } ask(id) { return new Promise((resolve, reject) => { this.open.set(id, { resolve, reject }); this.ws.send(id); }); } hear() { this.ws.onclose = () => { for (const { reject } of this.open.values()) reject(gone); }; } close() { this.ws.close(); } }`,
    },
    {
      name: 'a connection that is closed behind a wait',
      code: `class A { open = new Map(); constructor(ws) { this.ws = ws; ws.onmessage = (m) => this.answer(m); } answer(m) { this.open.get(m.id)?.resolve(m); this.open.delete(m.id); } ask(id) { return new Promise((resolve, reject) => { this.open.set(id, { resolve, reject }); this.ws.send(id); }); } async close() { await this.idle; this.ws.close(); } }`,
    },
    {
      name: 'a connection whose requests are handed on as a whole',
      code: `class A { open = new Map(); constructor(ws) { this.ws = ws; ws.onmessage = (m) => this.answer(m); ws.onclose = () => this.lose(); } lose() { const all = this.open; this.open = new Map(); rejectAll(all); } answer(m) { this.open.get(m.id)?.resolve(m); this.open.delete(m.id); } ask(id) { return new Promise((resolve, reject) => { this.open.set(id, { resolve, reject }); this.ws.send(id); }); } close() { this.ws.close(); } }`,
    },
    {
      name: 'requests of a connection with a limit',
      code: `class A { open = new Map(); constructor(ws) { this.ws = ws; ws.onmessage = (m) => this.answer(m); } answer(m) { this.open.get(m.id)?.resolve(m); this.open.delete(m.id); } ask(id) { return new Promise((resolve, reject) => { this.open.set(id, { resolve, reject }); this.ws.send(id); setTimeout(() => reject(late), 99); }); } close() { this.ws.close(); } }`,
    },
    {
      name: 'an exit with a failure settles, in recommended',
      code: `${NODE} ${ANSWERED} worker.on('exit', (code) => { if (code !== 0) { ${REJECT} } }); ${ASK}`,
    },
    {
      name: 'a wait for the end beside a listener that settles',
      code: `${NODE} ${ANSWERED} worker.on('exit', () => { ${REJECT} }); export const gone = () => new Promise((done) => worker.once('exit', () => done())); ${ASK}`,
      options: [{ errorOnly: true }],
    },
    {
      name: 'a queue of jobs that is emptied when each of them was rejected',
      code: `export class Queue { jobs = []; run(what) { return new Promise((resolve, reject) => { this.jobs.push({ resolve, reject, what }); this.next(); }); } next() { this.worker.take(this.jobs.shift()); } stop() { const open = this.jobs; this.jobs = []; for (const { reject } of open) reject(new Error('stopped')); } }`,
    },
    {
      name: 'a queue of jobs that is emptied by a function that ends nothing',
      code: `export const queue = () => { const workers = {}; let jobs = []; const next = () => jobs[0]?.(workers.a); const add = (what) => new Promise((resolve, reject) => { jobs.push(async (worker) => { jobs.shift(); try { resolve(await worker[what]()); } catch (error) { reject(error); } }); next(); }); return { workers, add, reset: () => { jobs = []; } }; };`,
    },
    {
      name: 'a queue of jobs with a time limit',
      code: `export class Queue { jobs = []; run(worker) { return new Promise((resolve, reject) => { this.jobs.push({ resolve }); setTimeout(reject, 500); }); } stop() { this.jobs = []; } }`,
    },
    {
      name: 'a worker of others, and something settles all that is open',
      code: `export class Client { open = new Map(); constructor(private worker: Worker) { this.worker.onmessage = (event) => this.hear(event.data); } hear(data) { this.open.get(data.id)?.(data); } fail(error) { for (const one of this.open.values()) one(error); } ask(id) { return new Promise((resolve) => { this.open.set(id, resolve); this.worker.postMessage(id); }); } }`,
    },
    {
      name: 'a worker of others, whose error settles what is open',
      code: `export class Client { open = new Map(); constructor(private worker: Worker) { this.worker.onmessage = (event) => this.hear(event.data); } hear(data) { this.open.get(data.id)?.(data); } watch() { this.worker.onerror = (event) => this.open.forEach((one) => one(event)); } ask(id) { return new Promise((resolve) => { this.open.set(id, resolve); this.worker.postMessage(id); }); } }`,
    },
    {
      name: 'a worker of others, whose answers others hear',
      code: `export class Client { open = new Map(); constructor(private worker: Worker) {} hear(data) { this.open.get(data.id)?.(data); } ask(id) { return new Promise((resolve) => { this.open.set(id, resolve); this.worker.postMessage(id); }); } }`,
    },
    {
      name: 'requests over its input, which the end settles',
      code: `${TOOL} child.on('exit', () => { for (const { handler } of Object.values(open)) handler({ status: 'gone' }); }); ${ASK_TOOL}`,
    },
    { name: 'exit rejects what is open', code: `${NODE} ${ANSWERED} worker.on('exit', () => { ${REJECT} }); ${ASK}` },
    {
      name: 'error alone, in recommended',
      code: `${NODE} ${ANSWERED} worker.on('error', () => { ${REJECT} }); ${ASK}`,
    },
    { name: 'error of a web worker rejects', code: `${WEB} ${ANSWERS} worker.onerror = () => { ${REJECT} }; ${ASK}` },
    {
      name: 'through a function',
      code: `${NODE} ${ANSWERED} worker.on('exit', fail); function fail() { open.forEach(({ reject }) => reject()); } ${ASK}`,
    },
    {
      name: 'a time limit',
      code: `${WEB} ${ANSWERS} export const ask = (id) => new Promise((resolve, reject) => { open.set(id, { resolve }); setTimeout(reject, 500); worker.postMessage(id); });`,
    },
    {
      name: 'raced with a limit',
      code: `${WEB} ${ANSWERS} export const ask = (id) => withTimeout(${PROMISE}, 500);`,
    },
    {
      name: 'the worker is handed to another file, which may listen',
      code: `import { watch } from './watch.js'; ${WEB} ${ANSWERS} watch(worker); ${ASK}`,
    },
    { name: 'the worker is made elsewhere', code: `import { worker } from './w.js'; const open = new Map(); ${ASK}` },
    {
      name: 'a listener of its own that rejects on error',
      code: `${WEB} export const ask = (x) => new Promise((resolve, reject) => { worker.onmessage = resolve; worker.onerror = reject; worker.postMessage(x); });`,
    },
    {
      name: 'asked again by the next worker',
      code: `import { Worker } from 'node:worker_threads'; let worker; const open = new Map();
function start() { worker = new Worker('./w.js'); ${ANSWERED} worker.on('exit', () => { start(); again(); }); } ${ASK}`,
    },
    {
      name: 'the stop rejects before the kill',
      code: `${WEB} ${ANSWERS} worker.onerror = () => { ${REJECT} }; ${ASK} export function stop() { ${REJECT} worker.terminate(); }`,
    },
    {
      name: 'the handler is another file and may do so',
      code: `import { onExit } from './on-exit.js'; ${NODE} ${ANSWERED} worker.on('exit', onExit); ${ASK}`,
    },
    {
      name: 'a helper that rejects everything, of which nobody knows when it is called',
      code: `${WEB} ${ANSWERS} export function lost() { ${REJECT} } ${ASK}`,
    },
    {
      name: 'a child whose exit rejects',
      code: `${CHILD} child.on('message', (m) => open.get(m.id).resolve(m)); child.on('exit', () => { ${REJECT} }); export const ask = (id) => new Promise((resolve, reject) => { open.set(id, { resolve, reject }); child.send(id); });`,
    },
    {
      name: 'a socket',
      code: `export const ask = (ws) => new Promise((resolve) => { ws.once('message', resolve); ws.send('x'); });`,
    },
    { name: 'a test', filename: 'tests/a.test.ts', code: `${WEB} ${ANSWERS} ${ASK}` },
  ],
  invalid: [
    {
      name: 'a connection that is closed under its requests',
      code: `class A { open = new Map(); constructor(ws) { this.ws = ws; ws.onmessage = (m) => this.answer(m); } answer(m) { this.open.get(m.id)?.resolve(m); this.open.delete(m.id); } ask(id) { return new Promise((resolve, reject) => { this.open.set(id, { resolve, reject }); this.ws.send(id); }); } close() { [|this.ws.close()|]; } }`,
      messageId: 'dropped',
      output: null,
    },
    {
      name: 'an exit with a failure settles, in strict',
      code: `${NODE} ${ANSWERED} worker.on([|'exit'|], (code) => { if (code !== 0) { ${REJECT} } }); ${ASK}`,
      options: [{ errorOnly: true }],
      messageId: 'ended',
      output: null,
    },
    {
      name: 'who only waits for the end settles nothing',
      code: `${NODE} ${ANSWERED} export const gone = () => new Promise((done) => worker.once('exit', () => done())); ${ASK_BAD}`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'a queue of jobs for workers that a stop empties',
      code: `export const queue = () => { const workers = {}; let jobs = []; const next = () => jobs[0]?.(workers.a); const add = (what) => new Promise((resolve, reject) => { jobs.push(async (worker) => { jobs.shift(); try { resolve(await worker[what]()); } catch (error) { reject(error); } }); next(); }); const terminate = async () => { [|jobs = []|]; }; return { workers, add, terminate }; };`,
      messageId: 'dropped',
      output: null,
    },
    {
      name: 'error alone, of a worker that is asked by what it is started with, in strict',
      code: `import { Worker } from 'node:worker_threads'; export function run(data) { const worker = new Worker('./w.js', { workerData: data }); return [|new Promise((resolve, reject) => { worker.on('message', resolve); worker.on('error', reject); })|]; }`,
      options: [{ errorOnly: true }],
      messageId: 'never',
      output: null,
    },
    {
      name: 'a worker that others have made',
      code: `export class Client { open = new Map(); constructor(private worker: Worker) { this.worker.onmessage = (event) => this.hear(event.data); } hear(data) { this.open.get(data.id)?.(data); } ask(id) { return [|new Promise((resolve) => { this.open.set(id, resolve); this.worker.postMessage(id); })|]; } }`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'what settles is bound and kept',
      code: `import { Worker } from 'node:worker_threads'; export class Archive { open = []; constructor() { this.worker = new Worker('./w.js'); this.worker.on('message', (answer) => this.open.pop()?.(answer)); } settle(resolve, answer) { resolve(answer); } ask(job) { return [|new Promise((resolve) => { this.worker.postMessage(job); this.open.push(this.settle.bind(this, resolve)); })|]; } }`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'requests over its input, of which the end hears nothing',
      code: `${TOOL} child.on([|'exit'|], () => { alive = false; }); ${ASK_TOOL}`,
      messageId: 'ended',
      output: null,
    },
    {
      name: 'a stop that waits for the end settles nothing but itself',
      code: `${TOOL} let alive = true; child.on([|'exit'|], () => { alive = false; }); ${ASK_TOOL} export const stop = () => new Promise((resolve) => { child.on('exit', () => { resolve(); }); child.kill(); });`,
      messageId: 'ended',
      output: null,
    },
    { name: 'nothing hears the end', code: `${WEB} ${ANSWERS} ${ASK_BAD}`, messageId: 'never', output: null },
    {
      name: 'the error is only logged',
      code: `${WEB} ${ANSWERS} worker.onerror = (event) => console.error(event); ${ASK_BAD}`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'exit is only logged',
      code: `${NODE} ${ANSWERED} worker.on([|'exit'|], (code) => console.error(code)); ${ASK}`,
      messageId: 'ended',
      output: null,
    },
    {
      name: 'an error listener that lets go of the worker',
      code: `let worker = new Worker(new URL('./w.js', import.meta.url)); const open = new Map(); ${ANSWERS} [|worker.onerror|] = () => { worker = null; }; ${ASK}`,
      messageId: 'ended',
      output: null,
    },
    {
      name: 'the error of a child is a failed start',
      code: `${CHILD} child.on('message', (m) => open.get(m.id).resolve(m)); child.on('error', () => { ${REJECT} }); export const ask = (id) => [|new Promise((resolve, reject) => { open.set(id, { resolve, reject }); child.send(id); })|];`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'a listener of its own for messages only',
      code: `${WEB} export const ask = (x) => [|new Promise((resolve) => { worker.addEventListener('message', function on({ data }) { worker.removeEventListener('message', on); resolve(data); }); worker.postMessage(x); })|];`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'error only, in strict',
      options: [{ errorOnly: true }],
      code: `${NODE} ${ANSWERED} worker.on('error', () => { ${REJECT} }); ${ASK_BAD}`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'a kill of the file itself',
      code: `${WEB} ${ANSWERS} worker.onerror = () => { ${REJECT} }; ${ASK} export function stop() { [|worker.terminate()|]; open.clear(); }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'Promise.withResolvers',
      code: `${WEB} ${ANSWERS} export function ask(id) { const { promise, resolve, reject } = [|Promise.withResolvers()|]; open.set(id, { resolve, reject }); worker.postMessage(id); return promise; }`,
      messageId: 'never',
      output: null,
    },
    {
      name: 'the list is emptied',
      code: `${NODE} ${ANSWERED} worker.on('exit', () => { ${REJECT} }); ${ASK} export function reset() { [|open.clear()|]; }`,
      messageId: 'dropped',
      output: null,
    },
  ],
});
