import { describe, expect, it } from 'vitest';
import { noAbortedCleanup } from '../../src/rules/no-aborted-cleanup.ts';
import { noDeafStopFlag } from '../../src/rules/no-deaf-stop-flag.ts';
import { noSwallowedAbort } from '../../src/rules/no-swallowed-abort.ts';
import { noUnheardStop } from '../../src/rules/no-unheard-stop.ts';
import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { requireSignal } from '../../src/rules/require-signal.ts';
import type { Rule } from '../../src/kit/create-rule.ts';
import { readMarks } from '../support/marks.ts';
import { runRule } from '../support/run-rule.ts';

/** Kinds of faults that were missed, each with the near miss that stays silent; options where only strict is meant. */
type Kind = readonly [rule: unknown, name: string, bad: string, good: string, options?: object];

const PORT = `import { parentPort, workerData } from 'node:worker_threads';\n`;

const kinds: readonly Kind[] = [
  [
    noDeafStopFlag,
    'an import that is there already lets no message in',
    `${PORT}let on = true; parentPort.on('message', (m) => { if (m.end) on = false; }); while ([|on|]) { const p = await import('./p.mjs'); p.go(); }`,
    `${PORT}let on = true; let n = 0; parentPort.on('message', (m) => { if (m.end) on = false; }); while (on) { const p = await import(\`./\${n++}.mjs\`); p.go(); }`,
  ],
  [
    noDeafStopFlag,
    'a poll of the port in a helper that a loop asks',
    `import { parentPort, receiveMessageOnPort } from 'node:worker_threads'; function off() { const got = [|receiveMessageOnPort(parentPort)|]; return got !== undefined && got.message.type === 'cancel'; } parentPort.on('message', ({ words }) => { for (const w of words) { if (off()) return; fix(w); } });`,
    `import { parentPort, workerData, receiveMessageOnPort } from 'node:worker_threads'; function off() { return receiveMessageOnPort(workerData.control) !== undefined; } parentPort.on('message', ({ words }) => { for (const w of words) { if (off()) return; fix(w); } });`,
  ],
  [
    noDeafStopFlag,
    'a flag that another branch of the same handler sets',
    `let off = false; self.onmessage = ({ data }) => { if (data.kind === 'stop') { off = true; } else { off = false; let n = 0; while (![|off|]) { n += 1; } self.postMessage(n); } };`,
    `let off = false; self.onmessage = async ({ data }) => { if (data.kind === 'stop') { off = true; return; } off = false; let n = 0; while (!off) { n += 1; await new Promise((r) => setTimeout(r)); } self.postMessage(n); };`,
  ],
  [
    noDeafStopFlag,
    'a plain read of a view of memory that the owner hands over',
    `${PORT}const brake = new Uint32Array(workerData.brake as SharedArrayBuffer); while ([|brake[0]|] !== 1) { step(); }`,
    `${PORT}const data = new Float64Array(workerData.data as SharedArrayBuffer); let i = 0; while (data[0] > i) { i += 1; }`,
  ],
  [
    noDeafStopFlag,
    'an async helper that gives a number',
    `${PORT}let off = false; parentPort.on('message', (m) => { if (m.off) off = true; else void count(m.boxes); }); async function weigh(box) { return box.labels.length; } async function count(boxes) { for (const box of boxes) { if ([|off|]) break; await weigh(box); } }`,
    `${PORT}let off = false; parentPort.on('message', (m) => { if (m.off) off = true; else void count(m.boxes); }); async function weigh(box, ask) { return ask(box); } async function count(boxes, ask) { for (const box of boxes) { if (off) break; await weigh(box, ask); } }`,
    { bounded: true },
  ],
  [
    noDeafStopFlag,
    'a check that leaves an outer loop too: what counts is whether that one yields',
    `${PORT}let off = false; parentPort.on('message', () => { off = true; }); pages: for (const rows of workerData.pages) { for (const row of rows) { if ([|off|]) break pages; use(row); } }`,
    `import { readFile } from 'node:fs/promises'; ${PORT}let off = false; parentPort.on('message', () => { off = true; }); async function go() { while (true) { const rows = await readFile(workerData.file); for (const row of rows) { if (off) return; use(row); } } } go();`,
    { bounded: true },
  ],
  [
    noUnheardStop,
    'a close that the loop does not come before',
    `import { on } from 'node:events'; ${PORT}setTimeout(() => [|parentPort.close()|], 60_000); for await (const [row] of on(parentPort, 'message')) { if (row === null) break; use(row); }`,
    `import { on } from 'node:events'; ${PORT}async function serve() { for await (const [row] of on(parentPort, 'message')) { if (row.last) return; use(row); } } await serve(); parentPort.close();`,
  ],
  [
    noUnheardStop,
    'a parameter called signal as an option that the constructor does not have',
    `import { Worker } from 'node:worker_threads'; export const start = (clip, signal) => new Worker('./x.mjs', { argv: [clip], [|signal|] });`,
    `import { Worker } from 'node:worker_threads'; export const start = (zone, { signal = 'siren' } = {}) => new Worker('./x.mjs', { workerData: { zone, signal } });`,
  ],
  [
    noAbortedCleanup,
    'a derived signal that has a name',
    `export async function reserve(api, seats, signal) { const hold = await api.hold(seats, { signal }); try { await api.pay(hold, { signal }); } finally { const limited = AbortSignal.any([AbortSignal.timeout(2000), signal]); await [|api.releaseHold(hold, { signal: limited })|]; } }`,
    `export async function reserve(api, seats, signal) { const hold = await api.hold(seats, { signal }); try { await api.pay(hold, { signal }); } finally { const limited = AbortSignal.timeout(2000); await api.releaseHold(hold, { signal: limited }); } }`,
  ],
  [
    noAbortedCleanup,
    'a pause under the signal that has just fired, with more to come behind it',
    `import { setTimeout as wait } from 'node:timers/promises'; export function bye(server, signal) { signal.addEventListener('abort', async () => { server.tell(); await [|wait(1000, undefined, { signal })|]; server.close(); }); }`,
    `import { setTimeout as wait } from 'node:timers/promises'; export function bye(server, signal) { signal.addEventListener('abort', async () => { server.tell(); await wait(1000, undefined, { signal: AbortSignal.timeout(2000) }); server.close(); }); }`,
  ],
  [
    noSwallowedAbort,
    'a look at another kind of error is none at the abort',
    `export async function read(meters, signal) { for (const m of meters) { try { await m.read({ signal }); } [|catch (cause)|] { if (cause.status === 404) m.gone = true; else console.error(cause); } } }`,
    `export async function keep(feed, signal) { while (true) { try { await feed.listen({ signal }); } catch (err) { if (err.code === 'ECONNRESET') continue; if (err.code === 'ABORT_ERR') return; console.warn(err); } } }`,
    { boundedLoops: true, unknownHandlers: true },
  ],
  [
    noUnstoppableLoop,
    'a token of a page is no token to cancel by',
    `${PORT}let pageToken = workerData.first; [|while (true) |]{ const page = await list(pageToken); parentPort.postMessage(page.n); pageToken = page.next; }`,
    `${PORT}while (true) { await list(workerData.cancelToken); }`,
  ],
  [
    noUnstoppableLoop,
    'a chain that starts itself again with the time of day',
    `import { workerData } from 'node:worker_threads'; function round(since) { return [|list(workerData.folder, since).then((f) => up(f)).then(() => round(Date.now()))|]; } round(0);`,
    `import { workerData } from 'node:worker_threads'; function round(left) { return list(workerData.folder).then((f) => up(f)).then(() => (left > 0 ? round(left - 1) : undefined)); } round(9);`,
  ],
  [
    preferInterruptibleWait,
    'a flag that an emitter sets when it is told to shut down',
    `import { setTimeout } from 'node:timers/promises'; export async function verify(list, em, f) { let stop = false; em.once('shutdown', () => { stop = true; }); while (!stop) { await f(list); await [|setTimeout(2000)|]; } }`,
    `import { setTimeout } from 'node:timers/promises'; export async function verify(list, em, f) { let full = false; em.once('row', () => { full = true; }); while (!full) { await f(list); await setTimeout(2000); } }`,
  ],
  [
    requireSignal,
    'a field of a class without types that the constructor was given',
    `class Feed { constructor(base, signal) { this.base = base; this.signal = signal; } async latest() { this.signal.throwIfAborted(); const a = await [|fetch(this.base)|]; return a.json(); } }`,
    `class Crossing { constructor(signal) { this.signal = signal; } async history(base) { this.signal.color = 'red'; const a = await fetch(base); return a.json(); } }`,
  ],
  [
    requireSignal,
    'a request for a lock waits before its callback begins',
    `export async function book(entries, { signal }) { return [|navigator.locks.request('l', { mode: 'exclusive' }, async () => { for (const e of entries) await fetch('/l', { method: 'POST', body: e, signal }); })|]; }`,
    `import pMap from 'p-map'; export async function all(urls, signal) { return pMap(urls, (url) => fetch(url, { signal }), { concurrency: 4 }); }`,
  ],
  [
    requireSignal,
    'a callback that looks at the signal when the answer comes',
    `export function call(open, id, signal: AbortSignal) { return new Promise((resolve, reject) => { [|open.set(id, (a) => { if (signal.aborted) return reject(signal.reason); resolve(a); })|]; }); }`,
    `export function call(open, id, signal: AbortSignal) { return new Promise((resolve, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); open.set(id, (a) => { if (signal.aborted) return; resolve(a); }); }); }`,
  ],
  [
    requireSignal,
    'a client without a time limit, in a worker',
    `import axios from 'axios'; ${PORT}const crm = axios.create({ baseURL: 'x' }); parentPort.on('message', async (l) => { parentPort.postMessage((await [|crm.post('/l', l)|]).status); });`,
    `import axios from 'axios'; ${PORT}const crm = axios.create({ baseURL: 'x', timeout: 10_000 }); parentPort.on('message', async (l) => { parentPort.postMessage((await crm.post('/l', l)).status); });`,
    { unbounded: true },
  ],
];

/** Places that were reported and are right. */
const falseAlarms: readonly (readonly [rule: unknown, name: string, code: string, options?: object])[] = [
  [
    requireSignal,
    'the callee takes the signal of the module by itself',
    `import { spawn } from 'node:child_process'; let ambient: AbortSignal | undefined; export const set = (s: AbortSignal | undefined) => { ambient = s; }; export function run(c: string, o?: { signal?: AbortSignal }): Promise<number> { const signal = o?.signal ?? ambient; return new Promise((go) => { spawn(c, { signal }).on('close', go); }); } export async function has(c: string) { return (await run(c)) === 0; }`,
  ],
  [
    requireSignal,
    'an acknowledgement of what was taken',
    `class A { ending = new AbortController(); stop() { this.ending.abort(); } async loop(handle) { while (!this.ending.signal.aborted) { const got = await this.sqs.send(new ReceiveMessageCommand({}), { abortSignal: this.ending.signal }); await handle(got); await this.sqs.send(new DeleteMessageCommand({})); } } }`,
    { ownSignals: true, mutations: true },
  ],
];

describe('kinds that were missed', () => {
  for (const [rule, name, bad, good, options = {}] of kinds)
    it(name, () => {
      const places = readMarks(bad).places.map(({ line, column }) => `${line}:${column}`);
      expect(lint(rule, bad, options)).toEqual(places);
      expect(lint(rule, good, options), 'the near miss').toEqual([]);
    });

  for (const [rule, name, code, options = {}] of falseAlarms)
    it(name, () => expect(lint(rule, code, options)).toEqual([]));
});

function lint(rule: unknown, marked: string, options: object): string[] {
  const { code } = readMarks(marked);
  return runRule(rule as Rule, { name: '', code, options: Object.keys(options).length > 0 ? [options] : [] }, code).map(
    ({ line, column }) => `${line}:${column}`,
  );
}
