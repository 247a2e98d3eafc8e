import { noLeakedAbortListener } from '../../src/rules/no-leaked-abort-listener.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noLeakedAbortListener, {
  valid: [
    {
      name: 'what it ends is read by the object that is given back',
      code: `export async function open(url, { abortSignal }) { let reader; abortSignal.addEventListener('abort', () => reader?.cancel()); const answer = await load(url); reader = answer.body.getReader(); const stream = { next: async () => await reader.read() }; return { stream }; }`,
    },
    {
      name: 'what it ends is read by the object that a promise is settled with',
      code: `export async function open(url, signal) { const queue = new Queue(); signal.addEventListener('abort', () => queue.end()); await ready(); return await new Promise((resolve) => { const values = { next: () => queue.take() }; connect(url, () => resolve(values)); }); }`,
    },
    {
      name: 'a call that only the abort ends',
      code: `export class Sync { async run(signal) { const own = new AbortController(); signal.addEventListener('abort', () => { own.abort(); this.mark(); }); while (true) { try { if (signal.aborted) break; await this.turn(own.signal); } catch (error) { this.note(error); } finally { await this.rest(); } } } }`,
    },
    {
      name: 'a request whose listener is taken off with the answer',
      code: `export function send(url, signal) { signal.throwIfAborted(); return new Promise((resolve, reject) => { const xhr = new XMLHttpRequest(); const abort = () => { xhr.abort(); reject(signal.reason); }; xhr.onload = () => { signal.removeEventListener('abort', abort); resolve(xhr); }; signal.addEventListener('abort', abort); xhr.send(); }); }`,
    },
    {
      name: 'the end that is given back takes it off',
      code: `export function watch(look, signal) { const dispose = register(look); signal.addEventListener('abort', dispose); return () => { signal.removeEventListener('abort', dispose); dispose(); }; }`,
    },
    {
      name: 'what is given back is no end of the same',
      code: `export function watch(look, signal) { const dispose = register(look); signal.addEventListener('abort', () => dispose()); return () => look(); }`,
    },
    {
      name: 'a handler that is kept by members, and taken off by them under another name',
      code: `export class A { wait(signal) { return new Promise((resolve) => { const value = { resolve }; value.abort = { signal, listener: () => this.drop(value) }; signal.addEventListener('abort', value.abort.listener); this.list.push(value); }); } done(command) { command.abort.signal.removeEventListener('abort', command.abort.listener); command.resolve(); } }`,
    },
    {
      name: 'a handler that is kept in a field, and taken off by whoever has it',
      code: `export class A { wait(signal) { return new Promise((resolve, reject) => { const waiter = { resolve }; const onAbort = () => reject(signal.reason); waiter.onAbort = onAbort; signal.addEventListener('abort', onAbort); this.list.push(waiter); }); } end(waiter, signal) { signal.removeEventListener('abort', waiter.onAbort); waiter.resolve(); } }`,
    },
    { name: 'no abort in the text', code: 'export const go = (signal) => signal.addEventListener("change", f);' },
    {
      name: 'a response that is given back: its body is still to be read, or aborted',
      code: `export async function get(url, signal) { const own = new AbortController(); if (signal.aborted) own.abort(); signal.addEventListener('abort', () => own.abort(), { once: true }); const response = await fetch(url, { signal: own.signal }); return response; }`,
    },
    {
      name: 'taken off in finally',
      code: `export async function go(signal, stop) { signal.addEventListener('abort', stop); try { await work(); } finally { signal.removeEventListener('abort', stop); } }`,
    },
    {
      name: 'taken off in finally, behind another call and a question',
      code: `export async function go(signal, stop) { try { signal?.addEventListener('abort', stop); try { await work(); } finally { close(); if (signal) signal.removeEventListener('abort', stop); } } catch (e) { report(e); } }`,
    },
    {
      name: 'taken off where the promise settles',
      code: `export function rest(ms, signal) { return new Promise((resolve) => { const stop = () => resolve(); const t = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, ms); signal.addEventListener('abort', stop); }); }`,
    },
    {
      name: 'a promise that only the abort settles, before or after',
      code: `export function aborted(signal) { return new Promise((resolve) => { if (signal.aborted) { resolve(); return; } signal.addEventListener('abort', () => resolve(), { once: true }); }); }`,
    },
    {
      name: 'a listener with a signal of its own',
      code: `export async function go(signal, stop) { const own = new AbortController(); signal.addEventListener('abort', stop, { signal: own.signal }); await work(); own.abort(); }`,
    },
    {
      name: 'a disposable',
      code: `import { addAbortListener } from 'node:events'; export async function go(signal, stop) { using _ = addAbortListener(signal, stop); await work(); }`,
    },
    {
      name: 'the signal of the request dies with it',
      code: `export async function POST(request) { const job = begin(); request.signal.addEventListener('abort', () => job.drop()); return await job.finished; }`,
    },
    {
      name: 'the signal that a caller gives a callback',
      code: `query({ load: async ({ signal }) => { const job = begin(); signal.addEventListener('abort', () => job.drop()); return await job.finished; } });`,
    },
    {
      name: 'a controller of the call itself',
      code: `export async function go() { const c = new AbortController(); c.signal.addEventListener('abort', () => end()); await work(c.signal); }`,
    },
    {
      name: 'what it ends is given back',
      code: `export async function open(url, signal) { const socket = connect(url); signal.addEventListener('abort', () => socket.close()); await socket.ready; return socket; }`,
    },
    {
      name: 'only the abort ends it',
      code: `export function follow(signal, onLevel) { signal.addEventListener('abort', () => off(onLevel)); on(onLevel); }`,
    },
    {
      name: 'the loop ends by the abort',
      code: `export async function watch(signal, next) { signal.addEventListener('abort', () => next.wake()); while (!signal.aborted) await next.turn(); }`,
    },
    {
      name: 'a wait for the abort itself',
      code: `export function untilStop(signal) { return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })); }`,
    },
    {
      name: 'a class that takes it off in its end',
      code: `export class Scope { constructor(parent) { this.stop = () => this.end(); this.signal = parent.signal; parent.signal.addEventListener('abort', this.stop); } end() { this.signal.removeEventListener('abort', this.stop); } }`,
    },
    {
      name: 'a helper that gets the signal of its caller',
      code: `function input({ signal }) { signal.addEventListener('abort', () => close()); return { close() {} }; } export async function go() { const c = new AbortController(); await run(input({ signal: c.signal })); }`,
    },
  ],
  invalid: [
    {
      name: 'an object that knows nothing of what the listener ends',
      code: `export async function ask(url, signal) { let reader; [|signal.addEventListener('abort', () => reader?.cancel())|]; const answer = await load(url); reader = answer.body.getReader(); const rows = { all: await reader.read() }; return { rows }; }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a request that is handed on with its answer',
      code: `export function send(url, signal) { signal.throwIfAborted(); return new Promise((resolve, reject) => { const xhr = new XMLHttpRequest(); const abort = () => { xhr.abort(); reject(signal.reason); }; xhr.onload = () => resolve(xhr); [|signal.addEventListener('abort', abort)|]; xhr.send(); }); }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'the end that is given back leaves it',
      code: `export function watch(look, signal) { const dispose = register(look); [|signal.addEventListener('abort', () => dispose())|]; return () => dispose(); }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'once is no removal',
      code: `export async function go(signal, work) { [|signal.addEventListener('abort', () => work.end(), { once: true })|]; await work.done; }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a promise that something else settles',
      code: `export function ask(port, signal) { return new Promise((resolve, reject) => { [|signal.addEventListener('abort', () => reject(signal.reason))|]; port.once('answer', resolve); }); }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a response that is read here',
      code: `export async function get(url, signal) { const own = new AbortController(); if (signal.aborted) own.abort(); [|signal.addEventListener('abort', () => own.abort(), { once: true })|]; const response = await fetch(url, { signal: own.signal }); const text = await response.text(); return text; }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a promise that is raced',
      code: `export function abortable(promise, signal) { const aborted = new Promise((_, reject) => { [|signal.addEventListener('abort', () => reject(signal.reason), { once: true })|]; }); return Promise.race([promise, aborted]); }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'taken off on the success path only',
      code: `export async function go(signal, stop) { [|signal.addEventListener('abort', stop)|]; const found = await work(); signal.removeEventListener('abort', stop); return found; }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'settled by something else than the abort, with a look at the signal too',
      code: `export function bell(signal, door) { return new Promise((resolve) => { if (signal.aborted) { resolve(); return; } door.onring = () => resolve(); [|signal.addEventListener('abort', () => resolve(), { once: true })|]; }); }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'an early return goes past the removal',
      code: `export async function go(signal, stop) { [|signal.addEventListener('abort', stop)|]; let found; try { found = await work(); } catch { found = null; } if (!found) return; signal.removeEventListener('abort', stop); }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a child of a long-lived parent',
      code: `export class Scope { constructor(parent) { [|parent.signal.addEventListener('abort', () => this.end())|]; } end() {} }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'another function object is taken off',
      code: `export async function go(signal, work) { [|signal.addEventListener('abort', work.end.bind(work))|]; await work.done; signal.removeEventListener('abort', work.end.bind(work)); }`,
      messageId: 'leaked',
      output: null,
    },
  ],
});
