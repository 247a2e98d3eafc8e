import { noSpentController } from '../../src/rules/no-spent-controller.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noSpentController, {
  valid: [
    {
      name: 'a stop that also closes the connection, which only the constructor makes',
      code: `export class Jobs { constructor(client) { this.client = client; this.controller = new AbortController(); } start() { return work(this.client, this.controller.signal); } async stop() { this.controller.abort(); await this.client.close(); } }`,
    },
    {
      name: 'a time limit for one operation, handed to its steps',
      code: `export async function connect(client) { const limit = new AbortController(); const timer = setTimeout(() => limit.abort(), 5000); await Promise.all([(async () => { await client.open({ signal: limit.signal }); await client.list({ signal: limit.signal }); })()]); clearTimeout(timer); }`,
    },
    {
      name: 'one time limit of a call for all its tries',
      code: `export async function load(url) { const limit = new AbortController(); setTimeout(() => limit.abort(), 5000); while (true) { try { return await first(() => get(url, { signal: limit.signal })); } catch { await pause(); } } }`,
    },
    {
      name: 'a private method of an object that is cancelled once',
      code: `export class Job { readonly c = new AbortController(); cancel() { this.c.abort(); } private runWith(client: Client) { return client.ask(this.c.signal); } }`,
      filename: 'file.ts',
    },
    {
      name: 'an object for each request',
      code: `export class FetchRequest { c = new AbortController(); send(body) { return fetch('/', { body, signal: this.c.signal }); } abort() { this.c.abort(); } }`,
    },
    {
      name: 'the start of a stream, which comes once',
      code: `export function open(url) { const c = new AbortController(); return new ReadableStream({ async start(out) { await copy(url, out, { signal: c.signal }); }, cancel() { c.abort(); } }); }`,
    },
    {
      name: 'a new one for each start',
      code: `export class A { start() { this.c = new AbortController(); return get({ signal: this.c.signal }); } stop() { this.c.abort(); } }`,
    },
    {
      name: 'one-shot',
      code: `export class A { c = new AbortController(); load() { return get({ signal: this.c.signal }); } dispose() { this.c.abort(); } }`,
    },
    {
      name: 'a start that refuses',
      code: `export class A { c = new AbortController(); start() { if (this.c.signal.aborted) throw new Error('over'); return get({ signal: this.c.signal }); } stop() { this.c.abort(); } }`,
    },
    {
      name: 'the process ends',
      code: `const c = new AbortController(); process.once('SIGTERM', () => c.abort()); export const start = () => get({ signal: c.signal });`,
    },
    {
      name: 'made anew by the stop',
      code: `export class A { c = new AbortController(); start() { return get({ signal: this.c.signal }); } stop() { this.c.abort(); this.c = new AbortController(); } }`,
    },
    {
      name: 'made when there is none, and taken away by the cancel',
      code: `let c; export function startChat() { if (!c) c = new AbortController(); return get({ signal: c.signal }); } export function abortChat() { c.abort(); c = null; }`,
    },
    {
      name: 'a button that starts makes a new one',
      code: `let c; go.addEventListener('click', () => { c = new AbortController(); get({ signal: c.signal }); }); cancel.addEventListener('click', () => c.abort());`,
    },
    {
      name: 'a button that ends what a call has begun',
      code: `export function open() { const c = new AbortController(); close.addEventListener('click', () => c.abort()); go.addEventListener('click', () => get({ signal: c.signal })); }`,
    },
  ],
  invalid: [
    {
      name: 'made when there is none yet, and kept behind the cancel',
      code: `let c; export function startChat() { if (!c) c = new AbortController(); return get({ signal: [|c.signal|] }); } export function abortChat() { c?.abort(); }`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'made by ??=',
      code: `export class A { start() { this.c ??= new AbortController(); return get({ signal: [|this.c.signal|] }); } stop() { this.c.abort(); } }`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'two buttons of a page, and a name of the signal',
      code: `const c = new AbortController(); const signal = c.signal; go.addEventListener('click', load); cancel.addEventListener('click', () => c.abort()); async function load() { await fetch('/', { [|signal|] }); }`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'a custom element that is moved',
      code: `class Bar extends HTMLElement { #c = new AbortController(); connectedCallback() { window.addEventListener('resize', draw, { signal: [|this.#c.signal|] }); } disconnectedCallback() { this.#c.abort(); } }`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'a start behind a stop',
      code: `export class A { c = new AbortController(); start() { return get({ signal: [|this.c.signal|] }); } stop() { this.c.abort(); } }`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'a closure',
      code: `export function make() { const c = new AbortController(); return { start() { return get({ signal: [|c.signal|] }); }, stop() { c.abort(); } }; }`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'a worker that cancels',
      code: `import { parentPort } from 'node:worker_threads'; const c = new AbortController(); parentPort.on('message', async (m) => { if (m.type === 'cancel') { c.abort(); return; } parentPort.postMessage(await draw(m, { signal: [|c.signal|] })); });`,
      messageId: 'controller',
      output: null,
    },
    {
      name: 'a time-out of the file',
      code: `const limit = AbortSignal.timeout(5000); export const load = (url) => fetch(url, { signal: [|limit|] });`,
      messageId: 'limit',
      output: null,
    },
  ],
});
