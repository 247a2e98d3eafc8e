import { requireSignal } from '../../src/rules/require-signal.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(requireSignal, {
  valid: [
    {
      name: 'a listener beside one whose signal is made further down',
      code: `export function probe(page, own) { page.addEventListener('load', () => note(page)); const scope = new AbortController(); page.addEventListener('move', () => note(page), { signal: scope.signal }); return () => scope.abort(); }`,
    },
    {
      name: 'the signal of a process that a helper sends',
      code: `const { spawn } = require('child_process'); module.exports = function (pid, signal) { const ps = spawn('ps', ['-e']); ps.on('close', () => { killPid(pid, signal); }); }; function killPid(pid, signal) { process.kill(pid, signal); }`,
    },
    {
      name: 'a tool that takes the signal of its caller',
      code: `import { tool } from 'ai'; export const page = tool({ execute: async ({ url }, { abortSignal }) => fetch(url, { signal: abortSignal }) });`,
    },
    {
      name: 'a tool that takes all that it is given',
      code: `import { tool } from 'ai'; export const page = tool({ execute: async (...all) => fetch(all[0].url) });`,
    },
    {
      name: 'a tool that is over at once',
      code: `import { tool } from 'ai'; export const now = tool({ execute: async () => Date.now() });`,
    },
    {
      name: 'a tool of another kind',
      code: `import { tool } from './bench.js'; export const page = tool({ execute: async ({ url }) => fetch(url) });`,
    },
    {
      name: 'the start of what the function has made',
      code: `import { once } from 'node:events'; export async function serve(signal) { const server = createServer({ signal }); server.listen(0); await once(server, 'listening'); return server; }`,
    },
    { name: 'no signal in the text', code: 'export const load = (url) => fetch(url);' },
    {
      name: 'no signal in scope',
      code: 'export async function load(url) { await fetch(url); } export const f = (signal) => signal.aborted;',
    },
    { name: 'the signal is passed', code: 'export async function load(url, signal) { await fetch(url, { signal }); }' },
    {
      name: 'an explicit undefined says: on purpose',
      code: 'export async function load(url, signal) { await fetch(url, { signal: undefined }); }',
    },
    {
      name: 'options that are no literal',
      code: 'export async function load(url, signal, init) { await fetch(url, init); }',
    },
    {
      name: 'the abort itself is what it waits for',
      code: `import { once } from 'node:events'; export async function until(signal) { await once(signal, 'abort'); }`,
    },
    {
      name: 'options with a spread',
      code: 'export async function load(url, signal, init) { await fetch(url, { ...init }); }',
    },
    {
      name: 'spread arguments',
      code: 'export async function load(signal, ...args) { signal.throwIfAborted(); await fetch(...args); }',
    },
    {
      name: 'a signal of another operation',
      code: `export async function load(url, signal) {
        const limit = new AbortController();
        signal.addEventListener('abort', () => limit.abort());
        await fetch(url, { signal: limit.signal });
      }`,
    },
    {
      name: 'a controller of the same function is for one call',
      code: `export async function load(a, b) { const c = new AbortController(); setTimeout(() => c.abort(), 5); await fetch(a, { signal: c.signal }); await fetch(b); }`,
    },
    {
      name: 'a signal that is defined later',
      code: 'export async function load(url, make) { await fetch(url); const signal = make().signal; await fetch(url, { signal }); }',
    },
    { name: 'the signal of a process', code: `child.on('exit', async (code, signal) => { await fetch(url); });` },
    {
      name: 'a signal that is a list of samples',
      code: 'export async function load(signal) { await fetch(url); return signal.length; }',
    },
    {
      name: 'a signal that is the name of one',
      code: `export const stop = (id) => send({ id, signal: 'SIGTERM' }); export async function send({ id, signal }) { await fetch(id); log({ signal }); }`,
    },
    {
      name: 'a signal of a reactive library',
      code: 'export async function load({ signal }) { await fetch(url); signal.value = 1; }',
    },
    {
      name: 'a signal by another type',
      code: 'export async function load(signal: Signal<number>) { await fetch(url); }',
    },
    {
      name: 'a fetch of the file',
      code: 'async function fetch(u) {} export async function load(url, signal) { await fetch(url); }',
    },
    {
      name: 'work in finally is left to no-aborted-cleanup',
      code: 'export async function load(url, signal) { try { await work(signal); } finally { await fetch(url); } }',
    },
    {
      name: 'work after an error',
      code: 'export async function load(url, signal) { try { await work(signal); } catch { await fetch(url); } }',
    },
    {
      name: 'an abort listener',
      code: `export function f(signal: AbortSignal) { signal.addEventListener('abort', async () => { await fetch(url); }); }`,
    },
    {
      name: 'a branch for the aborted signal',
      code: 'export async function load(url, signal) { if (signal.aborted) { await fetch(url); } }',
    },
    {
      name: 'behind the loop that the stop ends',
      code: 'export async function run(url, signal) { while (!signal.aborted) await work(signal); await fetch(url); }',
    },
    {
      name: 'behind the abort of the signal, which is left to no-aborted-cleanup',
      options: [{ ownSignals: true, briefCalls: true, mutations: true, unbounded: true }],
      code: 'const c = new AbortController(); export async function run(url) { c.abort(); await fetch(url, { signal: AbortSignal.timeout(5000) }); }',
    },
    {
      name: 'a function that stops something',
      code: 'export async function shutdown(url, signal) { await fetch(url); }',
    },
    {
      name: 'a listener outlives the call',
      code: `export function start(server, signal: AbortSignal) { server.on('job', async () => { await fetch(url); }); }`,
    },
    {
      name: 'a timer outlives the call',
      code: 'export function start(signal: AbortSignal) { setTimeout(async () => { await fetch(url); }, 5); }',
    },
    {
      name: 'a function that is given back',
      code: 'export function make(signal: AbortSignal) { return async () => { await fetch(url); }; }',
    },
    {
      name: 'a function that is handed over by its name',
      code: `export function start(server, signal: AbortSignal) { async function load() { await fetch(url); } server.on('job', load); }`,
    },
    {
      name: 'a floating call: its abort would be unhandled',
      code: 'export function load(url, signal: AbortSignal) { fetch(url); void fetch(url); }',
    },
    {
      name: 'a promise that is kept for others',
      code: 'export async function load(url, signal) { this.loading = fetch(url); await this.loading; }',
    },
    {
      name: 'a cache of promises',
      code: 'export async function load(url, signal) { cache.set(url, fetch(url)); return await cache.get(url); }',
    },
    {
      name: 'one side of a race',
      code: 'export async function load(url, signal) { return await Promise.race([fetch(url), aborted(signal)]); }',
    },
    {
      name: 'a helper makes it abortable',
      code: 'export async function load(url, signal) { return await abortable(fetch(url), signal); }',
    },
    {
      name: 'the function listens itself',
      code: `export async function load(url, signal, close) { signal.addEventListener('abort', close); await fetch(url); }`,
    },
    {
      name: 'a request that outlives the page',
      code: 'export async function load(url, signal) { await fetch(url, { keepalive: true }); }',
    },
    {
      name: 'telemetry, by the address',
      code: 'export async function load(base, signal) { await fetch(`${base}/telemetry`); }',
    },
    { name: 'telemetry, by the name', code: 'export async function sendMetrics(url, signal) { await fetch(url); }' },
    {
      name: 'a request that cancels something at the other side',
      code: 'export async function f(base, signal) { await fetch(`${base}/cancel`); }',
    },
    {
      name: 'a request that changes something',
      code: `export async function load(url, signal) { await fetch(url, { method: 'POST', body: '1' }); }`,
    },
    {
      name: 'a request that changes something, by a function of the file',
      code: `async function send(url: string, init: RequestInit) {} export async function load(url, signal) { await send(url, { method: 'POST' }); }`,
    },
    {
      name: 'a request that changes something, by method',
      code: `import axios from 'axios'; export async function load(url, signal) { await axios.post(url, 1); }`,
    },
    {
      name: 'a file that is written: an abort tears it',
      code: `import { writeFile } from 'node:fs/promises'; export async function f(signal) { await writeFile('a', 'b'); }`,
    },
    {
      name: 'a pipeline into a file',
      code: `import { pipeline } from 'node:stream/promises'; export async function f(a, signal) { await pipeline(a, createWriteStream('b')); }`,
    },
    {
      name: 'a pool kills the worker on an abort',
      code: `import Piscina from 'piscina'; const pool = new Piscina(); export async function f(signal) { await pool.run(1); }`,
    },
    {
      name: 'a child whose errors nobody hears',
      code: `import { spawn } from 'node:child_process'; export function f(signal: AbortSignal) { const child = spawn('ls'); child.stdout.pipe(out); }`,
    },
    {
      name: 'a file is read soon',
      code: `import { readFile } from 'node:fs/promises'; export async function f(signal) { await readFile('a', 'utf8'); }`,
    },
    {
      name: 'a pause is prefer-interruptible-wait’s',
      code: `import { setTimeout as sleep } from 'node:timers/promises'; export async function f(signal) { await sleep(50); }`,
    },
    {
      name: 'a test',
      filename: 'tests/load.test.ts',
      code: 'export async function load(url, signal) { await fetch(url); }',
    },
    {
      name: 'a controller of a class that nothing stops',
      code: 'class A { #abort = new AbortController(); async load() { await fetch(url); } }',
    },
    {
      name: 'a controller of a class for each request',
      code: 'class A { start() { this.c = new AbortController(); } stop() { this.c.abort(); } async load() { await fetch(url); } }',
    },
    {
      name: 'strict: a controller that is made for one operation',
      options: [{ ownSignals: true, briefCalls: true, mutations: true, unbounded: true }],
      code: 'class A { subscribe() { this.c = new AbortController(); } async load() { await fetch(url); } drop() { this.c.abort(); } }',
    },
    {
      name: 'strict: a controller that nobody aborts',
      options: [{ ownSignals: true, briefCalls: true, mutations: true, unbounded: true }],
      code: 'class A { #c = new AbortController(); async load() { await fetch(url); } } const c = new AbortController(); export const load = async () => { await fetch(url); };',
    },
    {
      name: 'a command of the AWS SDK that changes something',
      code: `import { PutItemCommand } from '@aws-sdk/client-dynamodb'; export async function f(client, signal) { const put = new PutItemCommand({}); await client.send(put); }`,
    },
    {
      name: 'a property of a type is no field',
      code: 'class A { constructor(o: { signal: AbortSignal }) {} async load() { await fetch(url); } }',
    },
    {
      name: 'a parameter that is called',
      code: 'export async function lock(func, signal) { signal.throwIfAborted(); await func(); }',
    },
    {
      name: 'a project function that makes something lasting',
      code: 'function createClient(url, signal) {} export async function f(signal) { await createClient(url); }',
    },
    {
      name: 'a project function that writes',
      code: 'async function saveAll(rows, signal) {} export async function f(signal) { await saveAll(rows); }',
    },
    {
      name: 'a project function with a signal of the process',
      code: 'async function halt(code, signal: NodeJS.Signals) {} export async function f(signal: AbortSignal) { await halt(1); }',
    },
    {
      name: 'a request that may have a signal',
      code: 'export async function load(url, signal) { const r = new Request(url, { signal }); await fetch(r); await fetch(new Request(url, { signal })); }',
    },
    {
      name: 'the work inside gets the signal',
      code: `import pMap from 'p-map'; export async function load(urls, signal) { return await pMap(urls, (url) => fetch(url, { signal }), { concurrency: 2 }); }`,
    },
    {
      name: 'a value that is no promise',
      code: 'function take(signal?: AbortSignal) { return tasks; } export function f(signal: AbortSignal) { return take(); }',
    },
    {
      name: 'an array of results',
      code: 'async function take(signal?: AbortSignal) {} export function f(signal: AbortSignal) { return [work(signal), take()]; }',
    },
    {
      name: 'a child that is killed by hand',
      code: `import { spawn } from 'node:child_process';
        export function f(options?: { signal?: AbortSignal }) {
          return new Promise((resolve, reject) => {
            const child = spawn('ls');
            child.on('error', reject);
            if (options?.signal) options.signal.addEventListener('abort', () => child.kill());
          });
        }`,
    },
    {
      name: 'a loop that spins after the abort, with no way out',
      code: 'export async function* f(signal) { for (;;) for (;;) { const a = await fetch(url).catch(() => null); yield a; } }',
    },
    {
      name: 'addEventListener, whose end nobody waits for',
      code: `export function f(el, signal: AbortSignal) { el.addEventListener('click', go); }`,
    },
  ],
  invalid: [
    {
      name: 'a tool that does not take the signal of its caller',
      code: `import { tool } from 'ai'; export const page = tool({ execute: [|async ({ url }) => (await fetch(url)).text()|] });`,
      messageId: 'untaken',
      output: null,
    },
    {
      name: 'a thunk whose function of the file makes the request',
      code: `import { createAsyncThunk } from '@reduxjs/toolkit'; const load = (id) => fetch('/user/' + id); export const user = createAsyncThunk('user', [|async (id) => (await load(id)).json()|]);`,
      messageId: 'untaken',
      output: null,
    },
    {
      name: 'fetch without options',
      code: 'export async function load(url, signal) { await [|fetch(url)|]; }',
      errors: [{ messageId: 'unpassed', data: { call: 'fetch', signal: 'signal' } }],
      output: 'export async function load(url, signal) { await fetch(url, { signal }); }',
    },
    {
      name: 'fetch of a URL object',
      code: 'export async function load(base, signal) { const url = new URL(base); await [|fetch(url)|]; }',
      messageId: 'unpassed',
      output: 'export async function load(base, signal) { const url = new URL(base); await fetch(url, { signal }); }',
    },
    {
      name: 'fetch with options',
      code: `export async function load(url, { signal }) { return [|fetch(url, { method: 'GET' })|]; }`,
      messageId: 'unpassed',
      output: `export async function load(url, { signal }) { return fetch(url, { method: 'GET', signal }); }`,
    },
    {
      name: 'options on lines of their own',
      code: `export async function load(url: string, stop: AbortSignal) {
  return [|fetch(url, {
    cache: 'no-store',
    headers: {},
  })|];
}`,
      messageId: 'unpassed',
      output: `export async function load(url: string, stop: AbortSignal) {
  return fetch(url, {
    cache: 'no-store',
    headers: {},
    signal: stop,
  });
}`,
    },
    {
      name: 'empty options',
      code: 'export const load = async (url, signal) => await [|fetch(url, {})|];',
      messageId: 'unpassed',
      output: 'export const load = async (url, signal) => await fetch(url, { signal });',
    },
    {
      name: 'only a time limit',
      code: 'export async function load(url, signal: AbortSignal) { await [|fetch(url, { signal: AbortSignal.timeout(500) })|]; }',
      messageId: 'onlyTimeLimit',
      output:
        'export async function load(url, signal: AbortSignal) { await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(500)]) }); }',
    },
    {
      name: 'only a time limit, and a signal that may be missing',
      code: 'export async function load(url, signal?: AbortSignal) { await [|fetch(url, { signal: AbortSignal.timeout(500) })|]; }',
      messageId: 'onlyTimeLimit',
      output:
        'export async function load(url, signal?: AbortSignal) { await fetch(url, { signal: AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(500)]) }); }',
    },
    {
      name: 'two signals in scope: one suggestion each',
      code: 'export async function load(url, signal, stopSignal) { await [|fetch(url)|]; }',
      output: null,
      errors: [
        {
          messageId: 'unpassed',
          suggestions: [
            {
              messageId: 'passSignal',
              data: { signal: 'signal' },
              output: 'export async function load(url, signal, stopSignal) { await fetch(url, { signal }); }',
            },
            {
              messageId: 'passSignal',
              data: { signal: 'stopSignal' },
              output:
                'export async function load(url, signal, stopSignal) { await fetch(url, { signal: stopSignal }); }',
            },
          ],
        },
      ],
    },
    {
      name: 'the option of a parameter, one member deep',
      code: 'export async function load(url, options) { options.signal.throwIfAborted(); await [|fetch(url)|]; }',
      messageId: 'unpassed',
      output:
        'export async function load(url, options) { options.signal.throwIfAborted(); await fetch(url, { signal: options.signal }); }',
    },
    {
      name: 'two names of one signal: the nearer one',
      code: 'export async function load(url: string, options: { signal: AbortSignal }) { const { signal } = options; await [|fetch(url)|]; }',
      messageId: 'unpassed',
      output:
        'export async function load(url: string, options: { signal: AbortSignal }) { const { signal } = options; await fetch(url, { signal }); }',
    },
    {
      name: 'the option of an interface of the file',
      code: 'interface Options { abortSignal?: AbortSignal } export async function load(url: string, options?: Options) { await [|fetch(url)|]; }',
      messageId: 'unpassed',
      output:
        'interface Options { abortSignal?: AbortSignal } export async function load(url: string, options?: Options) { await fetch(url, { signal: options?.abortSignal }); }',
    },
    {
      name: 'the stop signal of a class: a suggestion, as its callers may not reckon with an AbortError',
      code: 'class A { #stop = new AbortController(); stop() { this.#stop.abort(); } async load() { return await [|fetch(url)|]; } }',
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output:
          'class A { #stop = new AbortController(); stop() { this.#stop.abort(); } async load() { return await fetch(url, { signal: this.#stop.signal }); } }',
      },
    },
    {
      name: 'the stop signal of the file',
      code: `const stopping = new AbortController(); process.once('SIGTERM', () => stopping.abort()); export async function load(url) { return await [|fetch(url)|]; }`,
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output: `const stopping = new AbortController(); process.once('SIGTERM', () => stopping.abort()); export async function load(url) { return await fetch(url, { signal: stopping.signal }); }`,
      },
    },
    {
      name: 'a loop whose catch eats the abort gets the way out with it',
      code: 'export async function poll(url, signal) { while (true) { try { if (await [|fetch(url)|]) return; } catch (error) { console.log(error); } } }',
      messageId: 'unpassed',
      output:
        'export async function poll(url, signal) { while (true) { try { if (await fetch(url, { signal })) return; } catch (error) { if (signal.aborted) break; console.log(error); } } }',
    },
    {
      name: 'a callback that is run within the call',
      code: 'export async function load(urls, signal) { return await Promise.all(urls.map(async (url) => await [|fetch(url)|])); }',
      messageId: 'unpassed',
      output:
        'export async function load(urls, signal) { return await Promise.all(urls.map(async (url) => await fetch(url, { signal }))); }',
    },
    {
      name: 'an inner function that is only called',
      code: 'export async function load(signal) { const page = async (n) => await [|fetch(n)|]; return [await page(1), await page(2)]; }',
      messageId: 'unpassed',
      output:
        'export async function load(signal) { const page = async (n) => await fetch(n, { signal }); return [await page(1), await page(2)]; }',
    },
    {
      name: 'an event',
      code: `import { once } from 'node:events'; export async function ready(server, signal) { await [|once(server, 'ready')|]; }`,
      messageId: 'unpassed',
      output: `import { once } from 'node:events'; export async function ready(server, signal) { await once(server, 'ready', { signal }); }`,
    },
    {
      name: 'a lock: the callback stays behind the options',
      code: `export async function f(signal) { await [|navigator.locks.request('a', async () => {})|]; }`,
      messageId: 'unpassed',
      output: `export async function f(signal) { await navigator.locks.request('a', { signal }, async () => {}); }`,
    },
    {
      name: 'a signal in the wrong place: a suggestion',
      code: 'class A { async ask(query, variables = {}, signal = undefined) {} async load(signal) { return await [|this.ask(1, signal)|]; } }',
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output:
          'class A { async ask(query, variables = {}, signal = undefined) {} async load(signal) { return await this.ask(1, signal, signal); } }',
      },
    },
    {
      name: 'a promise that is kept and awaited later: a suggestion',
      code: 'export async function load(url, signal) { const answer = [|fetch(url)|]; await work(signal); return await answer; }',
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output:
          'export async function load(url, signal) { const answer = fetch(url, { signal }); await work(signal); return await answer; }',
      },
    },
  ],
});
