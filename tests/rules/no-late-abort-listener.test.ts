import { noLateAbortListener } from '../../src/rules/no-late-abort-listener.ts';
import { testRule } from '../support/rule-tester.ts';

const ON = "signal.addEventListener('abort', stop, { once: true });";

testRule(noLateAbortListener, {
  valid: [
    {
      name: 'a time limit that is set just before',
      code: `export async function record(load, ms) { await load(); let limit; if (ms > 0) { limit = AbortSignal.timeout(ms); } const run = spawn(); limit?.addEventListener('abort', stop, { once: true }); await run; }`,
    },
    {
      name: 'each signal of a list, which a loop looks at then',
      code: `export async function either(load, signals) { await load(); const all = new AbortController(); const ends = signals.map((signal) => { const end = () => all.abort(signal.reason); signal.addEventListener('abort', end, { once: true }); return () => signal.removeEventListener('abort', end); }); for (const signal of signals) { if (signal.aborted) { all.abort(signal.reason); break; } } return { all, ends }; }`,
    },
    {
      name: 'the body of an answer that was asked for under the signal',
      code: `export async function open(url, signal, show) { const answer = await fetch(url, { signal }); const page = await answer.json(); const view = show(page); signal.addEventListener('abort', () => view.close()); }`,
    },
    {
      name: 'what a call that gets the signal runs',
      code: `import retry from 'p-retry'; export async function connect(url, signal) { const open = async () => new Promise((_, reject) => { const socket = new WebSocket(url); socket.addEventListener('close', reject); signal.addEventListener('abort', () => socket.close()); }); await retry(open, { retries: 3, signal }); }`,
    },
    {
      name: 'what a call that gets the signal among named options runs',
      code: `export function hold(name, abort) { return new Promise((resolve, reject) => { const options = { signal: abort }; navigator.locks.request(name, options, () => { resolve(name); return new Promise((free) => { abort.addEventListener('abort', () => free()); }); }).catch(reject); }); }`,
    },
    {
      name: 'the signal of an object that was made right before',
      code: `export function open(stream) { const connection = new Connection(stream); connection.signal.addEventListener('abort', () => note(connection)); return connection; }`,
    },
    {
      name: 'a call that gets the signal comes next, whatever its arguments are worked out from',
      code: `export async function ask(url, options) { let reader; const stop = () => reader?.cancel(); options.signal.addEventListener('abort', stop); try { const answer = await fetch(url, { body: JSON.stringify(options.body), signal: options.signal }); reader = answer.body.getReader(); for (;;) { const { done } = await reader.read(); if (done) break; if (options.signal.aborted) throw new Error('aborted'); } } catch (error) { tell(error); } finally { options.signal.removeEventListener('abort', stop); } }`,
    },
    {
      name: 'a set-up that gives its caller nothing to wait for',
      code: `export function serve(server, signal) { server.listen(80); signal.addEventListener('abort', () => server.close()); }`,
    },
    {
      name: 'a method on the state of its object, which knows when it may be called',
      code: `export class Service { constructor(stop) { this.stop = stop; } async start() { const timer = every(tell); this.stop.signal.addEventListener('abort', () => clear(timer)); await this.listen(); } }`,
    },
    {
      name: 'the callers in the file give no signal',
      code: `const sleep = (ms, signal) => new Promise((resolve, reject) => { const timer = setTimeout(resolve, ms); signal?.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }); }); export async function retry() { await sleep(100); await sleep(200); }`,
    },
    {
      name: 'a loop over the same signals has looked at each',
      code: `export function any(signals) { for (const signal of signals) { signal?.throwIfAborted(); } const own = new AbortController(); for (const signal of signals) { signal?.addEventListener('abort', () => own.abort(), { signal: own.signal }); } return own; }`,
    },
    {
      name: 'a controller that is made anew in front of it',
      code: `export class A { c = new AbortController(); async refresh() { await ready(); this.c.abort(); this.c = new AbortController(); await Promise.race([new Promise((resolve) => { this.c.signal.addEventListener('abort', () => resolve()); }), this.load(this.c.signal)]); } }`,
    },
    {
      name: 'what has no state, as older signals had none',
      code: `export function listen(signal, fn) { if ('aborted' in signal) return addAbortListener(signal, fn); signal.addEventListener('abort', fn, { once: true }); }`,
    },
    {
      name: 'the callbacks beside it look',
      code: `export async function serve(signal) { await ready(); const body = new ReadableStream({ async start(out) { while (!signal.aborted) out.enqueue(await next()); } }); signal.addEventListener('abort', () => free()); return new Response(body); }`,
    },
    {
      name: 'a fresh controller in a field that is emptied when the work is over',
      code: `export class A { async ask() { await ready(); this.c = new AbortController(); const { signal } = this.c; signal.addEventListener('abort', () => this.end()); try { await this.work(signal); } finally { this.c = undefined; } } cancel() { this.c?.abort(); } }`,
    },
    {
      name: 'a controller that nobody could abort until all was waited for',
      code: `export async function main(options) { const c = new AbortController(); const node = await open(options, c.signal); await node.ready; onShutdown(async () => { await save(node); c.abort(); }); c.signal.addEventListener('abort', () => node.close()); }`,
    },
    {
      name: 'a controller whose signal alone was taken',
      code: `export async function main(options) { const { signal } = new AbortController(); const node = await open(options, signal); signal.addEventListener('abort', () => node.close()); }`,
    },
    {
      name: 'a loop behind it looks at each signal of the same list',
      code: `export async function* abortable(source, signals) { let fail = null; for (const { signal, getError } of signals) { signal.addEventListener('abort', () => { if (fail) fail(getError()); }); } while (true) { for (const { signal, getError } of signals) { if (signal.aborted) throw getError(); } const part = await Promise.race([new Promise((_, reject) => { fail = reject; }), source.next()]); if (part.done) return; yield part.value; } }`,
    },
    {
      name: 'an object whose method takes nothing in once the signal has fired',
      code: `export class Queue { jobs = []; constructor(opts) { this.opts = opts; this.opts.signal.addEventListener('abort', this.abortAll); } push(job) { if (this.opts.signal.aborted) throw new Error('aborted'); return new Promise((resolve, reject) => { this.jobs.push({ job, resolve, reject }); }); } abortAll = () => { while (this.jobs.length > 0) this.jobs.pop().reject(new Error('aborted')); }; }`,
    },
    {
      name: 'a timer that is set under the same signal only',
      code: `export class Tip { #timer; async show(button, signal) { await ready(); signal.addEventListener('abort', () => { clearTimeout(this.#timer); this.#timer = null; }); button.addEventListener('mouseenter', () => { this.#timer = setTimeout(() => { this.#timer = null; }, 100); }, { signal }); } }`,
    },
    {
      name: 'a function that is only handed over: whoever has it makes the signal for the call',
      code: `async function untilEvent(name, signal) { return new Promise((resolve, reject) => { const heard = (event) => { if (event.name === name) resolve(event); }; bus.on('event', heard); signal.addEventListener('abort', () => { bus.off('event', heard); reject(new Error('aborted')); }); }); } serve({ port: 80, untilEvent });`,
    },
    {
      name: 'a request without one',
      code: `export function makeSend(client, store) { return (method, data) => { const { abortSignal } = store.getStore() ?? {}; const call = client.request(method, data); if (abortSignal != null) { abortSignal.addEventListener('abort', () => call.cancel()); } return call; }; }`,
    },
    {
      name: 'named options that the given ones are spread into',
      code: `export async function load(url, init) { const own = new AbortController(); init?.signal?.addEventListener('abort', () => own.abort()); const options = { ...init, own }; return await ask(url, options); }`,
    },
    { name: 'no abort in the text', code: 'export const go = (signal) => signal.addEventListener("change", f);' },
    {
      name: 'a look that leaves comes first',
      code: `export async function go(signal, stop) { await ready(); if (signal.aborted) return; ${ON} await work(); }`,
    },
    {
      name: 'throwIfAborted comes first',
      code: `export async function go(signal, stop) { await ready(); signal.throwIfAborted(); ${ON} await work(); }`,
    },
    {
      name: 'an optional signal is looked at',
      code: `export async function go(signal, stop) { if (signal?.aborted) throw signal.reason; signal?.addEventListener('abort', stop); await work(); }`,
    },
    {
      name: 'a look right behind the listener calls',
      code: `export async function go(signal, stop) { ${ON} if (signal.aborted) stop(); await work(); }`,
    },
    {
      name: 'the function around the executor looks',
      code: `export function rest(signal, stop) { if (signal.aborted) return Promise.reject(signal.reason); return new Promise((resolve) => { ${ON} later(resolve); }); }`,
    },
    {
      name: 'the function around the executor of a class of promises looks',
      code: `import { SafePromise } from './safe.js'; export function rest(signal, stop) { if (signal.aborted) return SafePromise.reject(signal.reason); return new SafePromise((resolve) => { ${ON} later(resolve); }); }`,
    },
    {
      name: 'the controller of one class, beside another class with a field of that name',
      code: `export class A { c = new AbortController(); constructor(stop) { this.pump(); this.c.signal.addEventListener('abort', stop); } close() { this.c.abort(); } } export class B { c = new AbortController(); close() { this.c.abort(); } }`,
    },
    {
      name: 'the awaited call before it gets the signal and would have thrown',
      code: `export async function go(url, signal, stop) { const res = await fetch(url, { signal }); ${ON} await read(res); }`,
    },
    {
      name: 'the awaited call behind it gets the signal',
      code: `export async function go(url, signal, stop) { ${ON} return await fetch(url, { signal }); }`,
    },
    {
      name: 'a fresh controller without a pause between',
      code: `export async function go(stop) { const c = new AbortController(); c.signal.addEventListener('abort', stop); await work(c.signal); }`,
    },
    {
      name: 'addAbortListener runs for an abort that came before',
      code: `import { addAbortListener } from 'node:events'; export async function go(signal, stop) { await ready(); using _ = addAbortListener(signal, stop); await work(); }`,
    },
    {
      name: 'the abort event of a transaction',
      code: `export function put(db, stop) { const tx = db.transaction('a'); tx.addEventListener('abort', stop); tx.onabort = stop; }`,
    },
    {
      name: 'the signal of a request that has just come',
      code: `export function handle(request, stop) { request.signal.addEventListener('abort', stop); work(); }`,
    },
    {
      name: 'a time limit that has just begun',
      code: `export function go(stop) { AbortSignal.timeout(50).addEventListener('abort', stop); work(); }`,
    },
    {
      name: 'every caller has looked',
      code: `function listen(signal, stop) { signal.addEventListener('abort', stop); } export async function go(signal, stop) { if (signal.aborted) return; listen(signal, stop); await work(); }`,
    },
    {
      name: 'each turn of the loop behind it looks',
      code: `export async function go(signal, stop, stream) { ${ON} for await (const part of stream) { if (signal.aborted) break; use(part); } }`,
    },
    {
      name: 'some() looks at all of them',
      code: `export function any(signals, c) { if (signals.some((signal) => signal.aborted)) return c.abort(); return signals.map((signal) => signal.addEventListener('abort', () => c.abort())); }`,
    },
    {
      name: 'a listener that only logs',
      code: `export async function go(signal) { signal.addEventListener('abort', () => console.log('stopped')); await work(); }`,
    },
    {
      name: 'a controller that a function has just made',
      code: `import { createAbortController } from './aborts.js'; export async function open(id) { await ready(); const controller = createAbortController(id); controller.signal.addEventListener('abort', () => { page.close(); }); await page.ended; }`,
    },
    {
      name: 'two signals of which one is enough, looked at one after the other',
      code: `export class Runner { async run(stop) { if (stop.aborted) { throw stop.reason; } return await this.redlock.using(['a'], async (held) => { const it = both(stop, held); await work(it.signal); it.dispose(); }); } } function both(a, b) { const own = new AbortController(); const stopA = () => { own.abort(a.reason); }; const stopB = () => { own.abort(b.reason); }; a.addEventListener('abort', stopA); b.addEventListener('abort', stopB); if (b.aborted) { stopB(); } else if (a.aborted) { stopA(); } return { signal: own.signal, dispose() { a.removeEventListener('abort', stopA); b.removeEventListener('abort', stopB); } }; }`,
    },
  ],
  invalid: [
    {
      name: 'a function that the file calls as well',
      code: `async function untilEvent(name, signal) { return new Promise((resolve, reject) => { const heard = (event) => { if (event.name === name) resolve(event); }; bus.on('event', heard); [|signal.addEventListener('abort', () => { bus.off('event', heard); reject(new Error('aborted')); })|]; }); } serve({ port: 80, untilEvent }); export const once = (signal) => untilEvent('once', signal);`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a request with a callback for its answer',
      code: `export function makeSend(client, store) { return (method, data, callback) => { const { abortSignal } = store.getStore() ?? {}; const call = client.request(method, data, callback); if (abortSignal != null) { [|abortSignal.addEventListener('abort', () => call.cancel())|]; } return call; }; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'an object that the file makes behind an await, with the signal that came before it',
      code: `export class Client { constructor(options) { this.api = options.api; [|options.signal?.addEventListener('abort', () => this.close(), { once: true })|]; } static async open(options) { const api = await spawn(options.path); return new Client({ ...options, api }); } async close() { await this.api.close(); } }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'somebody could abort the controller while the start was waited for',
      code: `export async function main(options) { const c = new AbortController(); onShutdown(() => c.abort()); const node = await open(options); [|c.signal.addEventListener('abort', () => node.close())|]; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a controller that was handed on before the start was waited for',
      code: `export async function main(options) { const c = new AbortController(); const node = await open(options, { controller: c }); [|c.signal.addEventListener('abort', () => node.close())|]; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'the loop behind it looks at the signals of another list',
      code: `export async function* abortable(source, signals, others) { for (const { signal } of signals) { [|signal.addEventListener('abort', () => source.end())|]; } for (const { signal } of others) { if (signal.aborted) throw new Error('over'); } yield* source; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'an object none of whose methods looks',
      code: `export class Queue { jobs = []; constructor(opts) { this.opts = opts; [|this.opts.signal.addEventListener('abort', this.abortAll)|]; } push(job) { return new Promise((resolve, reject) => { this.jobs.push({ job, resolve, reject }); }); } abortAll = () => { while (this.jobs.length > 0) this.jobs.pop().reject(new Error('aborted')); }; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a timer that is set without the signal',
      code: `export class Tip { #timer; async show(button, signal) { await ready(); [|signal.addEventListener('abort', () => { clearTimeout(this.#timer); this.#timer = null; })|]; button.addEventListener('mouseenter', () => { this.#timer = setTimeout(() => { this.#timer = null; }, 100); }); } }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'one attempt of many, whose call gets the signal of its own in the place of the one that was given',
      code: `export async function load(url, init) { while (true) { const own = new AbortController(); [|init?.signal?.addEventListener('abort', () => own.abort())|]; const answer = await ask(url, { ...(init ?? {}), signal: own.signal }); if (answer.ok) return answer; } }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'an option of a call that begins what the listener ends',
      code: `export function watch(sql, options) { const query = open(sql); [|options?.signal?.addEventListener('abort', () => query.close())|]; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a pause with a listener and no look',
      code: `export function rest(ms, signal) {
  return new Promise((resolve) => {
    const stop = () => { clearTimeout(timer); resolve(); };
    const timer = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, ms);
    [|signal.addEventListener('abort', stop)|];
  });
}`,
      messageId: 'late',
      output: null,
      suggestion: {
        messageId: 'look',
        output: `export function rest(ms, signal) {
  return new Promise((resolve) => {
    const stop = () => { clearTimeout(timer); resolve(); };
    const timer = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, ms);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}`,
      },
    },
    {
      name: 'what the handler reads is declared further down: no edit',
      code: `export function rest(ms, signal) { return new Promise((resolve) => { const stop = () => { clearTimeout(timer); resolve(); }; [|signal.addEventListener('abort', stop)|]; const timer = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, ms); }); }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'work that is under way when the listener comes, which stays as well: one report for both faults',
      code: `export function ask(port, signal) { return new Promise((resolve, reject) => { port.once('answer', resolve); [|signal.addEventListener('abort', () => reject(signal.reason))|]; }); }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a set-up that gives no promise, but whose handler ends the wait of another',
      code: `export class Job { constructor(signal) { this.done = defer(); [|signal.addEventListener('abort', this.fail)|]; } fail = () => { this.done.reject(new Error('stopped')); }; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'one caller in the file gives a signal',
      code: `const sleep = (ms, signal) => new Promise((resolve, reject) => { const timer = setTimeout(resolve, ms); [|signal?.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); })|]; }); export async function retry(signal) { await sleep(100); await sleep(200, signal); }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a pause between the look and the listener',
      code: `export async function go(signal, work) { if (signal.aborted) return; await ready(); [|signal.addEventListener('abort', () => work.end())|]; await work.done; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a look that only goes into a log line',
      code: `export async function go(signal, work) { console.log('aborted', signal.aborted); work.begin(); [|signal.addEventListener('abort', () => work.end())|]; await work.done; }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a worker that was still loading',
      code: `import { workerData } from 'node:worker_threads'; const { signal } = workerData; const book = await load(); let open = true; [|signal.addEventListener('abort', () => { open = false; })|]; while (open) await next(book);`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'onabort, and a wait for the event',
      code: `import { once } from 'node:events'; export async function go(signal, work) { await ready(); [|signal.onabort = () => work.end()|]; await [|once(signal, 'abort')|]; }`,
      errors: [{ messageId: 'late' }, { messageId: 'wait' }],
      output: null,
    },
    {
      name: 'a chain of controllers',
      code: `export async function go(url, options) { const c = new AbortController(); [|options.signal?.addEventListener('abort', () => c.abort())|]; return await fetch(url, { signal: c.signal }); }`,
      messageId: 'late',
      output: null,
    },
    {
      name: 'a start-up between the controller and the wait',
      code: `import { once } from 'node:events'; const c = new AbortController(); process.once('SIGTERM', () => c.abort()); await start(); await [|once(c.signal, 'abort')|];`,
      messageId: 'wait',
      output: null,
    },
  ],
});
