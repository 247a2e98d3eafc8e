import { noDeafStopFlag } from '../../src/rules/no-deaf-stop-flag.ts';
import { testRule } from '../support/rule-tester.ts';
import { PORT } from '../support/worker-sources.ts';

const STOPPED = `${PORT}import { step } from './step.js';\nlet stopped = false;\nparentPort?.on('message', () => { stopped = true; });\n`;
const DATA = "import { workerData } from 'node:worker_threads';\n";
const STRICT = [{ bounded: true }];

testRule(noDeafStopFlag, {
  valid: [
    { name: 'no trigger word in the text', code: 'for (const a of [1]) console.log(a);' },
    {
      name: 'a real yield in every turn',
      code: `${STOPPED}import { setImmediate } from 'node:timers/promises';\nwhile (!stopped) { await setImmediate(); step(); }`,
      options: STRICT,
    },
    { name: 'an unknown await', code: `${STOPPED}while (!stopped) await step();`, options: STRICT },
    {
      name: 'a yield on some paths only: it hears while it waits',
      code: `${STOPPED}while (!stopped) { if (step()) await idle(); }`,
      options: STRICT,
    },
    {
      name: 'an async function of the file that waits',
      code: `${STOPPED}async function next() { await step(); }\nwhile (!stopped) await next();`,
      options: STRICT,
    },
    {
      name: 'for await over what may take its time',
      code: `${STOPPED}for await (const job of step()) { if (stopped) break; work(job); }`,
      options: STRICT,
    },
    {
      name: 'a generator: its consumer decides when it goes on',
      code: `${STOPPED}export function* run() { while (!stopped) yield step(); }`,
      options: STRICT,
    },
    {
      name: 'an atomic flag beside the plain one',
      code: `${STOPPED}import { workerData } from 'node:worker_threads';\nwhile (!stopped && Atomics.load(workerData.flag, 0) === 0) step();`,
    },
    {
      name: 'a stop port of its own',
      code: `${PORT}import { receiveMessageOnPort, workerData } from 'node:worker_threads';
        parentPort?.on('message', (task) => { while (!receiveMessageOnPort(workerData.stopPort)) work(task); });`,
      options: STRICT,
    },
    {
      name: 'the flag is set by what the loop receives itself',
      code: `${STOPPED}import { receiveMessageOnPort, workerData } from 'node:worker_threads';
        function pump() { if (receiveMessageOnPort(workerData.port)) stopped = true; }
        while (!stopped) { pump(); step(); }`,
    },
    { name: 'the loop sets the flag', code: `${STOPPED}while (!stopped) { if (step()) stopped = true; }` },
    {
      name: 'a function that the loop calls sets the flag',
      code: `${STOPPED}function next() { if (step()) stopped = true; }\nwhile (!stopped) next();`,
    },
    {
      name: 'a callback inside the loop sets the flag',
      code: `${STOPPED}while (!stopped) [1, 2].forEach((x) => { if (x) stopped = true; });`,
    },
    {
      name: 'a function that others get sets the flag',
      code: `${STOPPED}export function stop() { stopped = true; }\nwhile (!stopped) step(stop);`,
    },
    {
      name: 'the handler that sets the flag runs the loop itself',
      code: `${PORT}parentPort?.on('message', (items) => {
        let found = false;
        while (!found) items.forEach((item) => { if (item) found = true; });
      });`,
    },
    {
      name: 'the handler is called by the loop as well',
      code: `${PORT}let stopped = false;
        function onMessage() { stopped = true; }
        parentPort?.on('message', onMessage);
        while (!stopped) onMessage();`,
    },
    {
      name: 'a method that others may call, from a callback of theirs',
      code: `export class Scan {
        running = true;
        constructor() { process.once('SIGINT', () => this.stop()); }
        stop() { this.running = false; }
        run(visit: () => void) { while (this.running) visit(); }
      }`,
    },
    {
      name: 'an emitter of the program may fire in the middle of a call',
      code: `let closed = false; source.on('close', () => { closed = true; }); while (!closed) source.read();`,
    },
    {
      name: "a 'message' event of something that is no port",
      code: `let closed = false; client.on('message', () => { closed = true; }); while (!closed) client.read();`,
    },
    {
      name: 'a promise is done in a microtask',
      code: `${PORT}let done = false; work().then(() => { done = true; }); while (!done) await null;`,
    },
    {
      name: 'a message that starts the loop and asks for nothing',
      code: `${PORT}let running = false; parentPort?.on('message', () => { running = true; run(); }); function run() { while (running) parse(); }`,
    },
    {
      name: 'a flag that a getter computes',
      code: `${PORT}class A { get stopped() { return now() > 5; } run() { while (!this.stopped) step(); } } parentPort?.on('message', () => { a.stopped = true; });`,
    },
    {
      name: 'an object that others get',
      code: `${PORT}const state = { stop: false }; parentPort?.on('message', () => { state.stop = true; }); while (!state.stop) step(state);`,
    },
    {
      name: 'a controller that others get',
      code: `${PORT}const c = new AbortController(); parentPort?.on('message', () => c.abort()); while (!c.signal.aborted) step(c);`,
    },
    { name: 'a list ends by itself', code: `${STOPPED}for (const item of list) { if (stopped) break; step(item); }` },
    { name: 'a parser ends with its text', code: `${STOPPED}while (!stopped && at < text.length) step();` },
    {
      name: 'continue is no way out',
      code: `${STOPPED}for (const item of list) { if (stopped) continue; step(item); }`,
      options: STRICT,
    },
    {
      name: 'a library that turns the event loop without an await',
      code: `let done = false; setTimeout(() => { done = true; }, 5); while (!done) deasync.runLoopOnce();`,
    },
    {
      name: 'a signal outside of worker code: the loop may abort it',
      code: `export function run(signal: AbortSignal) { while (!signal.aborted) step(); }`,
    },
    {
      name: 'a callback that may abort the signal',
      code: `${PORT}export function run(signal: AbortSignal, visit: () => void) { while (!signal.aborted) visit(); parentPort?.postMessage(1); }`,
    },
    {
      name: 'aborted of something that is no signal',
      code: `${PORT}parentPort?.postMessage(1); export function read(request) { while (!request.aborted) step(); }`,
    },
    {
      name: 'a signal in a bounded loop of a worker',
      code: `${DATA}const { signal } = workerData; for (const item of list) { if (signal.aborted) break; step(item); }`,
    },
    {
      name: 'a signal on a real wait',
      code: `${DATA}import { setTimeout as sleep } from 'node:timers/promises'; while (!workerData.signal.aborted) await sleep(5);`,
    },
    {
      name: 'process.env that the threads share',
      code: `${DATA}parentPort; while (!process.env.STOP) step(workerData);`,
    },
    {
      name: 'both threads have their own part of the file',
      code: `import { isMainThread } from 'node:worker_threads'; let stopped = false;
        if (isMainThread) { process.on('SIGINT', () => { stopped = true; }); while (!stopped) await step(); }`,
    },
    {
      name: 'the worker sets its own copy as well',
      code: `import { isMainThread, parentPort } from 'node:worker_threads'; let stopped = false;
        if (isMainThread) { stopped = true; } else { parentPort!.on('message', () => { stopped = true; }); while (!stopped) await step(); }`,
    },
    {
      name: 'Atomics.load',
      code: `const flag = new Int32Array(new SharedArrayBuffer(4)); while (Atomics.load(flag, 0) === 0);`,
    },
    {
      name: 'a plain read between two yields',
      code: `const flag = new Int32Array(new SharedArrayBuffer(4)); while (flag[0] === 0) await step();`,
    },
    {
      name: 'a plain read beside Atomics.wait, which orders memory',
      code: `const flag = new Int32Array(new SharedArrayBuffer(4)); while (flag[0] === 0) Atomics.wait(flag, 0, 0);`,
    },
    { name: 'memory of this thread', code: `const flag = new Int32Array(4); while (flag[0] === 0) step();` },
    {
      name: 'the loop stores to the view itself',
      code: `const stack = new Int32Array(new SharedArrayBuffer(4)); while (stack[0] > 0 && stack[0] !== 9) stack[0]--;`,
    },
    {
      name: 'a function that the loop calls stores to the view',
      code: `const stack = new Int32Array(new SharedArrayBuffer(4)); function pop() { stack[0] = 0; } while (stack[0] !== 0) pop();`,
    },
    {
      name: 'a search through shared memory',
      code: `const view = new Int32Array(new SharedArrayBuffer(64)); let i = 0; while (view[i] !== 0) i++;`,
    },
    {
      name: 'a count that is in shared memory',
      code: `const view = new Int32Array(new SharedArrayBuffer(64)); for (let i = 0; i < view[0]; i++) step(i);`,
    },
    {
      name: 'a view of floats, which Atomics cannot load',
      code: `const view = new Float64Array(new SharedArrayBuffer(64)); while (view[0] === 0);`,
    },
    {
      name: 'the poll hands on what it takes',
      code: `import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
        parentPort.on('message', work);
        export function drain() { for (;;) { const received = receiveMessageOnPort(parentPort); if (!received) break; work(received.message); } }`,
    },
    {
      name: 'nothing else comes by the port',
      code: `import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
        while (true) { if (receiveMessageOnPort(parentPort)) break; step(); }`,
    },
    { name: 'a test file', filename: 'tests/a.test.ts', code: `${STOPPED}while (!stopped) step();` },
  ],
  invalid: [],
});
