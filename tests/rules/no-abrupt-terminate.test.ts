import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { withOptions } from '../support/rule-case.ts';
import { testRule } from '../support/rule-tester.ts';

/** What an edit posts where the code does not show what its workers hear. */
const SAYS_STOP = { message: 'stop' };

const NODE = `import { Worker } from 'node:worker_threads';\n`;

testRule(
  noAbruptTerminate,
  withOptions(
    {
      valid: [
        { name: 'no trigger word in the text', code: 'export const a = 1;' },
        { name: 'a WebSocket has a terminate() too', code: 'class A { close() { this.ws.terminate(); } }' },
        {
          name: 'clients of a server',
          code: 'function stop() { for (const client of server.clients) client.terminate(); }',
        },
        {
          name: 'a class of another module that is called Worker',
          code: `import { Worker } from 'bullmq';
        class A { #worker = new Worker('mail', send); close() { this.#worker.terminate(); } }`,
        },
        {
          name: 'one-shot worker: killed in its own message handler',
          code: `${NODE}function close() { const w = new Worker('./a.js'); w.once('message', () => { w.terminate(); }); }`,
        },
        {
          name: 'web worker: killed in onmessage',
          code: `function reset() { const w = new Worker('a.js'); w.onmessage = (e) => { done(e.data); w.terminate(); }; }`,
        },
        {
          name: 'handler is a method that is bound',
          code: `class A {
        constructor() { this.worker = new Worker('a.js'); this.worker.addEventListener('message', this.destroyed.bind(this)); }
        destroyed() { this.worker.terminate(); }
      }`,
        },
        {
          name: 'function that only an error handler calls',
          code: `class P {
        add(i) { const worker = new Worker('a.js'); worker.onerror = () => { this.dropWorker(i); }; this.workers[i] = worker; }
        dropWorker(i) { this.workers[i].terminate(); }
      }`,
        },
        {
          name: 'the model answer: request, bounded wait, kill',
          code: `${NODE}import { once } from 'node:events';
        async function close(worker: Worker) {
          worker.postMessage('stop');
          await Promise.race([once(worker, 'exit'), delay(500)]);
          await worker.terminate();
        }`,
        },
        {
          name: 'after an awaited reply of the worker',
          code: `class A { async destroy() { await this.send({ type: 'destroy' }); await this.workerThread.terminate(); } }`,
        },
        {
          name: 'the wait is skipped when the worker is gone already',
          code: `class A { async close() {
        if (this.worker && !this.exited) { this.worker.postMessage('bye'); await new Promise((r) => this.worker.once('exit', r)); }
        await this.worker.terminate();
      } }`,
        },
        {
          name: 'drained unless the caller forces it',
          code: `class Pool { async terminate(force) {
        if (!force) { await this.completed(); }
        await Promise.all(this.workers.map((worker) => worker.terminate()));
      } }`,
        },
        {
          name: 'compiled await before the kill',
          code: `class A { close() { return __awaiter(this, void 0, void 0, function* () {
        yield this.api.close();
        this.worker.terminate();
      }); } }`,
        },
        {
          name: 'finally after awaited work',
          code: `async function cleanup(worker) { try { await worker.ready; await release(worker); } finally { worker.terminate(); } }`,
        },
        {
          name: 'catch of a failed start',
          code: `${NODE}async function reset() { const worker = new Worker('./a.js'); try { await ready(worker); } catch (e) { worker.terminate(); throw e; } }`,
        },
        {
          name: 'deadline: a timer after the request',
          code: `class A { stop() { const worker = this.worker; worker.postMessage('stop'); setTimeout(() => worker.terminate(), 1000); } }`,
        },
        {
          name: 'process exit hook',
          code: `process.on('exit', () => { for (const worker of workers) worker.terminate(); });`,
        },
        { name: 'finalizer', code: `const registry = new FinalizationRegistry((worker) => { worker.terminate(); });` },
        { name: 'idle check', code: `class A { dispose() { if (!this.processing) this.worker.terminate(); } }` },
        {
          name: 'early return while busy',
          code: `class A { stop() { if (this.busy) return; this.worker.terminate(); } }`,
        },
        {
          name: 'list of idle workers',
          code: `class A { cleanup() { this.idleWorkers.forEach((worker) => worker.terminate()); } }`,
        },
        {
          name: 'behind the results of all workers',
          code: `function end() { Promise.all(results).then(() => workers.forEach((worker) => worker.terminate())); }`,
        },
        {
          name: 'outside stop paths: strict only',
          code: `${NODE}function run() { const w = new Worker('./a.js'); w.terminate(); }`,
        },
        {
          name: 'graceful pool calls',
          code: `import { Worker } from 'jest-worker'; class A { w = new Worker(f); close() { this.w.end(); } }`,
        },
        {
          name: 'workerpool without force lets tasks finish',
          code: `import workerpool from 'workerpool'; const pool = workerpool.pool('./w.js'); export function stop() { return pool.terminate(); }`,
        },
        {
          name: 'Piscina after its tasks',
          code: `import { Piscina } from 'piscina';
        const pool = new Piscina({ filename });
        export async function stop(tasks) { await Promise.allSettled(tasks); await pool.destroy(); }`,
        },
        {
          name: 'a database pool',
          code: `import pg from 'pg'; const pool = new pg.Pool(); export const stop = () => pool.destroy();`,
        },
        {
          name: 'a method that only passes the call on to super',
          code: `class W extends Base { close() { return super.terminate(); } }`,
        },
        {
          name: 'test file',
          filename: 'test/pool.test.ts',
          code: `${NODE}let worker: Worker; function stop() { worker.terminate(); }`,
        },
        {
          name: 'test hook in a file of another name',
          code: `let worker; after(async () => { await worker.terminate(); });`,
        },
        { name: 'number of a worker', code: 'function close() { workerId.terminate(); }' },
        { name: 'service worker', code: 'class A { close() { this.serviceWorker.terminate(); } }' },
        { name: 'client of a worker', code: 'class A { close() { this.workerClient.terminate(); } }' },
        { name: 'remote of a worker', code: 'class A { close() { this.workerRemote.terminate(); } }' },
        { name: 'pool by its name', code: 'class A { close() { this.workerPool.terminate(); } }' },
        {
          name: 'wrapper with a flag of its own, by name',
          code: 'class A { close() { this.worker.terminate(true); } }',
        },
        { name: 'namespace that is given the worker', code: 'function close() { Thread.terminate(worker); }' },
        {
          name: 'a WebSocket in a variable called worker',
          code: `import WebSocket from 'ws'; class A { worker = new WebSocket(url); close() { this.worker.terminate(); } }`,
        },
        {
          name: 'an adapter of the Worker interface',
          code: `${NODE}class B { #w = new Worker('a'); postMessage(m) { this.#w.postMessage(m); } close() { return this.#w.terminate(); } }`,
        },
        {
          name: 'a pool of resources',
          code: `import { Pool } from 'tarn'; const pool = new Pool({}); export const stop = () => pool.destroy();`,
        },
        {
          name: 'threads without force',
          code: `import { Pool } from 'threads'; const p = Pool(f); export const stop = () => p.terminate();`,
        },
        {
          name: 'Tinypool that the file gives no task',
          code: `import { Tinypool } from 'tinypool'; const p = new Tinypool({}); export const stop = () => p.destroy();`,
        },
        {
          name: 'tesseract.js whose call was awaited',
          code: `import { createWorker } from 'tesseract.js';
        export async function close(image) { const worker = await createWorker('eng'); const { data } = await worker.recognize(image); await worker.terminate(); return data; }`,
        },
        {
          name: 'workerpool with force as a variable',
          code: `import wp from 'workerpool'; const p = wp.pool('x'); export const stop = (force) => p.terminate(force);`,
        },
        { name: 'dispose that is not awaited', code: `${NODE}function f() { using w = new Worker('a'); }` },
        { name: 'dispose of something else', code: `async function f() { await using worker = open(); }` },
        {
          name: 'a test hook in JSX',
          filename: 'a.jsx',
          code: `afterEach(() => { worker.terminate(); }); const a = <p />;`,
        },
      ],
      invalid: [],
    },
    SAYS_STOP,
  ),
);
