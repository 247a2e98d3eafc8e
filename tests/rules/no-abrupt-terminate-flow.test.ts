import { describe, expect, it } from 'vitest';
import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { readMarks } from '../support/marks.ts';
import { runRule } from '../support/run-rule.ts';

const HEAD = `import { Worker } from 'node:worker_threads';\nimport { once, on } from 'node:events';\n`;

/** A worker of nobody knows what file is reported by recommended too, where it is one of Node's that is given tasks. */
const TASKS = `\ndeclare const tasks: import('node:worker_threads').Worker; tasks.postMessage({ id: 1 });`;

type FlowCase = readonly [name: string, code: string];

/** Reported by both presets: [|…|] is the kill. */
const reported: readonly FlowCase[] = [
  ['no wait at all', `export async function close(t: Worker) { await [|t.terminate()|]; }`],
  [
    'a request, and the kill right behind it',
    `export async function close(t: Worker) { t.postMessage('stop'); await [|t.terminate()|]; }`,
  ],
  [
    'a wait after the kill only',
    `export async function close(t: Worker) { [|t.terminate()|]; await once(t, 'exit'); }`,
  ],
  [
    'an early exit before the wait',
    `export async function close(t: Worker, fast) { if (fast) { [|t.terminate()|]; return; } await once(t, 'exit'); }`,
  ],
  [
    'the other branch waits',
    `export async function close(t: Worker, x) { if (x) await once(t, 'exit'); else [|t.terminate()|]; }`,
  ],
  [
    'a finally behind what does not wait',
    `export async function close(t: Worker) { try { t.postMessage('x'); } finally { [|t.terminate()|]; } }`,
  ],
  ['a wait for a module', `export async function close(t: Worker) { await import('./x.js'); [|t.terminate()|]; }`],
  [
    'a wait for a file',
    `import fs from 'node:fs/promises'; export async function close(t: Worker) { await fs.rm('x'); [|t.terminate()|]; }`,
  ],
  [
    'a wait for the worker to be there',
    `export async function close(p: Promise<Worker>) { const t = await p; [|t.terminate()|]; }`,
  ],
  ['a wait inside the receiver', `export async function close(p: Promise<Worker>) { [|(await p).terminate()|]; }`],
  [
    'each waited for after its own kill',
    `export async function close(all: Worker[]) { for (const t of all) { [|t.terminate()|]; await once(t, 'exit'); } }`,
  ],
  [
    'a wait in a nested function',
    `export async function close(t: Worker) { const wait = async () => { await once(t, 'exit'); }; [|t.terminate()|]; }`,
  ],
  [
    'awaited kills are no drain',
    `export async function close(all: Worker[]) { const ends = []; for (const t of all) ends.push([|t.terminate()|]); await Promise.all(ends); }`,
  ],
  [
    'one kill after the other',
    `export async function close(a: Worker, b: Worker) { await [|a.terminate()|]; await [|b.terminate()|]; }`,
  ],
  [
    'a timer with no request before it',
    `export function close(t: Worker) { setTimeout(() => [|t.terminate()|], 100); }`,
  ],
  ['behind the creation', `export function close() { start().then((worker) => [|worker.terminate()|]); }`],
  [
    'in a nested callback of a stop function',
    `export function close(all: Worker[]) { run(() => { all.forEach((t) => { [|t.terminate()|]; }); }); }`,
  ],
  [
    'SIGTERM',
    `const t = new Worker('a'); process.on('SIGTERM', async () => { await [|t.terminate()|]; process.exit(); });`,
  ],
  [
    'SIGINT through a name',
    `const t = new Worker('a'); process.once('SIGINT', leave); function leave() { [|t.terminate()|]; }`,
  ],
  ['unmount hook', `let t; onUnmounted(() => { [|t.terminate()|]; }); t = new Worker('a');`],
  [
    'effect clean-up',
    `function C() { useEffect(() => { const t = new Worker('a'); return () => [|t.terminate()|]; }, []); }`,
  ],
  ['effect clean-up without a body', `function C(t: Worker) { useEffect(() => () => { [|t.terminate()|]; }, []); }`],
  [
    "the effect clean-up of a namespace's hook",
    `function C() { const t = React.useRef<Worker | null>(null); other.current = open(); React.useEffect(() => () => { [|t.current.terminate()|]; }, []); }`,
  ],
  [
    'Nest',
    `class A { all: Worker[] = []; async onApplicationShutdown() { await Promise.all(this.all.map((t) => [|t.terminate()|])); } }`,
  ],
  ['Nest, earlier', `class A { t: Worker; beforeApplicationShutdown() { [|this.t.terminate()|]; } }`],
  ['Nest, a module', `class A { t: Worker; onModuleDestroy() { [|this.t.terminate()|]; } }`],
  ['Ember', `class A { t: Worker; willDestroy() { [|this.t.terminate()|]; } }`],
  ['Vue, options', `export default { t: null as Worker | null, beforeDestroy() { [|this.t.terminate()|]; } };`],
  ['a custom element', `class A { t: Worker; disconnectedCallback() { [|this.t.terminate()|]; } }`],
  ['Electron', `const t = new Worker('a'); app.on('before-quit', () => { [|t.terminate()|]; });`],
  ['Fastify', `const t = new Worker('a'); fastify.addHook('onClose', async () => { await [|t.terminate()|]; });`],
  ['AngularJS', `const t = new Worker('a'); $scope.$on('$destroy', () => [|t.terminate()|]);`],
  ['VS Code', `class A { constructor(t: Worker) { this.register(toDisposable(() => { [|t.terminate()|]; })); } }`],
  ['the end of a session', `let worker; export const logoutSearch = () => { [|worker.terminate()|]; };`],
  [
    'Symbol.asyncDispose',
    `class A { t = new Worker('a'); async [Symbol.asyncDispose]() { await [|this.t.terminate()|]; } }`,
  ],
  [
    'a whole pool in terminateAll',
    `class P { all: Worker[] = []; async terminateAll() { await Promise.all(this.all.map((t) => [|t.terminate()|])); } }`,
  ],
  [
    'a stop function by the end of its name',
    `export async function gracefulShutdown(t: Worker) { await [|t.terminate()|]; }`,
  ],
  [
    'an await using with nothing awaited',
    `async function f() { await using [|t = new Worker('a')|]; t.postMessage(1); }`,
  ],
];

/** Reported by strict only. */
const strictOnly: readonly FlowCase[] = [
  ['outside of stop paths', `function run() { const t = new Worker('a'); [|t.terminate()|]; }`],
  ['a restart', `function restart(t: Worker) { [|t.terminate()|]; return new Worker('a'); }`],
  ['a time limit of a job', `const t = new Worker('a'); setTimeout(() => [|t.terminate()|], 100);`],
  [
    'a wait on some path',
    `export async function close(t: Worker, x) { if (x) await once(t, 'exit'); [|t.terminate()|]; }`,
  ],
  [
    'a wait in one case',
    `export async function close(t: Worker, x) { switch (x) { case 1: await once(t, 'exit'); break; default: } [|t.terminate()|]; }`,
  ],
  [
    "the caller's flag skips the wait",
    `export async function close(t: Worker, force) { if (!force) { await once(t, 'exit'); } [|t.terminate()|]; }`,
  ],
  [
    'a helper of which one caller has not waited',
    `class A { t: Worker; async stop() { await this.tasks; this.endWorker(); } restart() { this.endWorker(); } private endWorker() { [|this.t.terminate()|]; } }`,
  ],
  [
    'a finally behind what may wait',
    `export async function close(t: Worker) { try { t.ref(); await once(t, 'exit'); } finally { [|t.terminate()|]; } }`,
  ],
  [
    'a wait for the log',
    `class A { t = new Worker('a'); async close() { await this.logger.flush(); [|this.t.terminate()|]; } }`,
  ],
  ['a wait for the network', `export async function close(t: Worker) { await fetch('/bye'); [|t.terminate()|]; }`],
  ['a wait for the server', `export async function close(t: Worker) { await server.close(); [|t.terminate()|]; }`],
  [
    'a time limit of a job that was posted',
    `export function close(t: Worker, job) { t.postMessage(job); setTimeout(() => [|t.terminate()|], 100); }`,
  ],
];

/** Reported by neither. */
const silent: readonly FlowCase[] = [
  [
    'request, bounded wait, kill',
    `export async function close(t: Worker) { t.postMessage('stop'); await Promise.race([once(t, 'exit'), sleep(9)]); await t.terminate(); }`,
  ],
  [
    'both branches wait',
    `export async function close(t: Worker, x) { if (x) await once(t, 'exit'); else await sleep(9); t.terminate(); }`,
  ],
  [
    'a worker that has gone is not waited for',
    `export async function close(t: Worker) { if (!this.exited) { t.postMessage('stop'); await once(t, 'exit'); } t.terminate(); }`,
  ],
  [
    'for await',
    `export async function close(t: Worker) { for await (const [m] of on(t, 'message')) if (m === 'done') break; t.terminate(); }`,
  ],
  [
    'a wait in a loop before its kill',
    `export async function close(all: Worker[]) { for (const t of all) { t.postMessage('stop'); await once(t, 'exit'); t.terminate(); } }`,
  ],
  [
    'retries of one worker',
    `export async function close(t: Worker) { await once(t, 'exit'); for (let i = 0; i < 3; i += 1) { await t.terminate(); } }`,
  ],
  [
    'the catch of the wait',
    `export async function close(t: Worker) { try { await once(t, 'exit'); } catch { await t.terminate(); } }`,
  ],
  [
    'deadline: a timer behind a request',
    `export function close(t: Worker) { t.postMessage('stop'); setTimeout(() => t.terminate(), 100); }`,
  ],
  [
    'deadline behind a message of the project',
    `export function close(t: Worker) { t.postMessage({ type: Kind.SHUTDOWN }); setTimeout(() => t.terminate(), 100); }`,
  ],
  [
    'deadline behind an abort',
    `export function close(t: Worker, c) { c.abort(); setTimeout(() => t.terminate(), 100); }`,
  ],
  ['a wait for the tasks', `class A { t = new Worker('a'); async close() { await this.tasks; this.t.terminate(); } }`],
  [
    'a wait for a drain',
    `class A { t = new Worker('a'); async close() { await this.queue.onIdle(); this.t.terminate(); } }`,
  ],
  [
    'a log and a wait',
    `export async function close(t: Worker) { await logger.flush(); await once(t, 'exit'); t.terminate(); }`,
  ],
  [
    'deadline in an executor',
    `export function close(t: Worker) { return new Promise((done) => { t.once('exit', done); t.postMessage('stop'); setTimeout(() => t.terminate(), 100); }); }`,
  ],
  [
    'deadline through a field',
    `class A { t = new Worker('a'); close() { this.t.postMessage('stop'); setTimeout(this.kill, 100); } kill = () => { this.t.terminate(); } }`,
  ],
  [
    'behind a race',
    `export function close(t: Worker) { t.postMessage('stop'); return Promise.race([once(t, 'exit'), sleep(9)]).then(() => t.terminate()); }`,
  ],
  ['own message handler', `export function close(t: Worker) { t.once('message', () => t.terminate()); }`],
  ['own messageerror handler', `export function close(t: Worker) { t.on('messageerror', () => { t.terminate(); }); }`],
  [
    'only an error handler leads there',
    `const t = new Worker('a'); t.on('error', onError); function onError() { stop(); } function stop() { t.terminate(); }`,
  ],
  ['process exit hook through a name', `process.once('exit', cleanup); function cleanup() { worker.terminate(); }`],
  [
    'catch of a failed start',
    `export async function close() { const t = new Worker('a'); try { await once(t, 'online'); } catch (error) { await t.terminate(); throw error; } }`,
  ],
  [
    'an idle one among others',
    `class A { cleanup() { for (const worker of this.workers) { if (worker.busy) continue; worker.terminate(); } } }`,
  ],
  ['idle by a filter', `class A { cleanup() { this.workers.filter((w) => w.idle).forEach((w) => w.terminate()); } }`],
  [
    'a field of an idle one',
    `class A { clear() { for (const worker of this.idleWorkers) { worker.cancel(); worker.instance.terminate(); } } }`,
  ],
  ['an idle one by its index', `class A { clear() { this.idleWorkers[0].instance.terminate(); } }`],
  [
    'a helper whose caller has had its answer',
    `class A { t: Worker; async destroy() { await this.send('destroy'); await this.terminateSlowly(); } private async terminateSlowly() { await this.t.terminate(); } }`,
  ],
  [
    'a wait for a remote of the worker',
    `import type { Remote } from 'comlink'; class A { t: Worker; database: Remote<Base>; async close() { await this.database.close(); await this.t.terminate(); } }`,
  ],
  [
    'a function that answers an error',
    `class A { t = new Worker('a'); onMeshError({ port }: { port: Worker }) { port.terminate(); } }`,
  ],
  [
    'a finally whose awaited call may fail at once',
    `export async function upload(all: Worker[]) { if (busy) throw new Error(); try { await send(); } finally { for (let i = 0; i < 4; i += 1) all[i]?.terminate(); } }`,
  ],
  [
    'the page goes, and its workers with it',
    `const t = new Worker('a'); window.addEventListener('pagehide', stop); window.addEventListener('beforeunload', () => { t.terminate(); }); function stop() { t.terminate(); }`,
  ],
  [
    'an await using whose block ends with the answer',
    `async function f() { await using t = new Worker('a'); t.postMessage(1); return await new Promise((resolve) => t.once('message', resolve)); }`,
  ],
  [
    'a protected helper whose caller has waited',
    `class A { t: Worker; async dispose() { try { if (this.isStarted()) { await this.client?.dispose(); } } finally { if (this.own) this.disposeWorker(); } } protected disposeWorker() { this.t.terminate(); } }`,
  ],
  [
    'an await using behind an awaited task',
    `async function f() { await once(x, 'y'); await using t = new Worker('a'); }`,
  ],
];

describe('no-abrupt-terminate along the paths of a function', () => {
  it.each(reported)('reports %s', (_, marked) => expectPlaces(marked, true, true));
  it.each(strictOnly)('reports in strict only: %s', (_, marked) => expectPlaces(marked, false, true));
  it.each(silent)('is silent: %s', (_, code) => expectPlaces(code, false, false));
});

function expectPlaces(marked: string, recommended: boolean, strict: boolean): void {
  const { code, places } = readMarks(HEAD + marked + TASKS);
  for (const [everywhere, isReported] of [
    [false, recommended],
    [true, strict],
  ] as const) {
    const found = runRule(noAbruptTerminate, { name: '', code, options: [{ everywhere, message: 'stop' }] }, code);
    const expected = isReported ? places.map(({ line, column }) => `${line}:${column}`) : [];
    expect(
      found.map(({ line, column }) => `${line}:${column}`),
      `everywhere: ${everywhere}`,
    ).toEqual(expected);
    for (const { fix, suggestions } of found) expect(fix ?? suggestions?.[0], 'an edit').toBeDefined();
  }
}
