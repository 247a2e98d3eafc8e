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
    {
      name: 'an object that only the abort ends',
      code: `export class Scope { constructor(session) { session.signal.addEventListener('abort', () => this.close()); } close() { this.pool.release(this); } }`,
    },
    {
      name: 'an object whose clean-up is not what the listener does',
      code: `export class Viewer { constructor(options) { options.signal?.addEventListener('abort', () => { this.observer.disconnect(); this.observer = null; }); } cleanup() { this.pages.reset(); } } export function show(options) { const viewer = new Viewer(options); viewer.cleanup(); }`,
    },
    {
      name: 'an end that does nothing the second time',
      code: `export class Bar { constructor(signal) { signal.addEventListener('abort', this.destroy.bind(this)); } destroy() { this.timers.forEach(clearTimeout); this.observer?.disconnect(); this.observer = null; } } export function show(signal) { const bar = new Bar(signal); bar.destroy(); }`,
    },
    {
      name: 'an end that asks whether it has come before',
      code: `export class Bar { constructor(signal) { signal.addEventListener('abort', () => this.close()); } close() { if (this.closed) return; this.closed = true; this.pool.release(this); } } export function show(signal) { const bar = new Bar(signal); bar.close(); }`,
    },
    {
      name: 'a wait that cannot fail stands between the listener and its removal',
      code: `export async function rest(signal, stop, ms) { signal.addEventListener('abort', stop); await new Promise((resolve) => setTimeout(resolve, ms)); signal.removeEventListener('abort', stop); }`,
    },
    {
      name: 'a generator that takes it off in finally',
      code: `export async function* read(open, signal) { const own = new AbortController(); const stop = () => own.abort(); signal.addEventListener('abort', stop); try { for await (const part of await open(own.signal)) yield part; } finally { signal.removeEventListener('abort', stop); } }`,
    },
    {
      name: 'a controller of the object, whose listener is taken off on each end',
      code: `export class Queue { constructor() { this.c = new AbortController(); } async take(client) { const stop = () => client.quit(); this.c.signal.addEventListener('abort', stop); try { return await client.pop(); } finally { this.c.signal.removeEventListener('abort', stop); } } }`,
    },
    {
      name: 'a controller of the object that is made anew with the work',
      code: `export class Queue { async take(client) { this.c = new AbortController(); const stop = () => client.quit(); this.c.signal.addEventListener('abort', stop); const value = await client.pop(); this.c.signal.removeEventListener('abort', stop); return value; } }`,
    },
    {
      name: 'a race in a loop whose turns make the controller anew',
      code: `export class Task { begin() { this.c = new AbortController(); return load(this.c.signal); } async next(source) { return Promise.race([source.next(), new Promise((_, reject) => { this.c.signal.addEventListener('abort', () => reject(new Error('stopped'))); })]); } async run(source) { let part; do { this.begin(); part = await this.next(source); } while (!part.done); } }`,
    },
    {
      name: 'a race of the object that no loop repeats',
      code: `export class Task { constructor() { this.c = new AbortController(); } async next(source) { return Promise.race([source.next(), new Promise((_, reject) => { this.c.signal.addEventListener('abort', () => reject(new Error('stopped'))); })]); } async run(source) { return await this.next(source); } }`,
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
      name: 'a function that is only handed over, whose wait something else ends',
      code: `async function untilEvent(name, signal) { return new Promise((resolve, reject) => { const heard = (event) => { if (event.name === name) resolve(event); }; bus.on('event', heard); [|signal.addEventListener('abort', () => { bus.off('event', heard); reject(new Error('aborted')); })|]; }); } serve({ port: 80, untilEvent });`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a generator whose caller may stop reading: nothing takes it off then',
      code: `export async function* read(open, signal) { const own = new AbortController(); const stop = () => own.abort(); if (signal.aborted) own.abort(); [|signal.addEventListener('abort', stop)|]; try { for await (const part of await open(own.signal)) yield part; signal.removeEventListener('abort', stop); } catch (error) { signal.removeEventListener('abort', stop); throw error; } }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'a controller of the object, whose listener a failure leaves',
      code: `export class Queue { constructor() { this.c = new AbortController(); } async take(client) { if (this.c.signal.aborted) return; const stop = () => client.quit(); [|this.c.signal.addEventListener('abort', stop)|]; const value = await client.pop(); this.c.signal.removeEventListener('abort', stop); return value; } }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'one more listener for each turn of a loop: a race with the controller of the object',
      code: `export class Task { begin() { this.c = new AbortController(); return load(this.c.signal); } async run() { const source = this.begin(); const next = async () => { const stopped = new Promise((_, reject) => { const signal = this.c.signal; if (signal.aborted) reject(new Error('stopped')); else [|signal.addEventListener('abort', () => reject(new Error('stopped')))|]; }); return await Promise.race([source.next(), stopped]); }; let part = await next(); while (!part.done) part = await next(); } }`,
      messageId: 'leaked',
      output: null,
    },
    {
      name: 'an object that ends by itself, too',
      code: `export class Scope { constructor(parent, socket) { [|parent.signal.addEventListener('abort', () => this.#close())|]; socket.on('end', () => this.#close()); } #close() { this.pool.release(this); } }`,
      messageId: 'leaked',
      output: null,
    },
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
      name: 'an object that the file ends as well',
      code: `export class Scope { constructor(session) { [|session.signal.addEventListener('abort', () => this.end())|]; } end() { this.pool.release(this); } } export async function run(parent) { const scope = new Scope(parent); await scope.done; scope.end(); }`,
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
