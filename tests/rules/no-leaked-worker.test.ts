import { noLeakedWorker } from '../../src/rules/no-leaked-worker.ts';
import { testRule } from '../support/rule-tester.ts';

const NODE = `import { Worker } from 'node:worker_threads';\n`;
const REACT = `import { useEffect, useMemo, useRef } from 'react';\n`;
const POOL = `import { Piscina } from 'piscina';\n`;

/** A component with an effect. */
function effect(body: string, component = 'Counter'): string {
  return `${REACT}export function ${component}() { [|useEffect(() => { ${body} }, [])|]; return null; }`;
}

/** A pool that listens for the end of its workers, with what its stop does first. */
function pool(onExit: string, first = ''): string {
  return `${NODE}export class Pool { workers = []; add() { const w = new Worker('./w.js'); w.on([|'exit'|], (code) => { ${onExit} }); return w; } replace(w) { const i = this.workers.indexOf(w); if (i !== -1) this.workers[i] = this.add(); } open() { this.workers.push(this.add()); } async terminate() { ${first} await Promise.all(this.workers.map((w) => w.terminate())); this.workers = []; } }`;
}

/** A component whose clean-up ends what its ref holds. */
function component(body: string): string {
  return `${REACT}export function Db() { const ref = useRef(null); useEffect(() => () => { ref.current?.terminate(); ref.current = null; }, []); const open = useCallback(() => { ${body} }, []); return open; }`;
}

const silent = (code: string): string => code.replaceAll('[|', '').replaceAll('|]', '');

testRule(noLeakedWorker, {
  valid: [
    {
      name: 'the end of its owner ends it',
      code: `export class Client { worker = new Worker('a.js'); ask(x) { this.worker.postMessage(x); } close() { this.worker.terminate(); } }`,
    },
    {
      name: 'the end of its owner asks it to stop',
      code: `export class Client { worker = new Worker('a.js'); ask(x) { this.worker.postMessage(x); } close() { this.worker.postMessage({ type: 'stop' }); } }`,
    },
    {
      name: 'somebody else has it',
      code: `export class Client { worker = new Worker('a.js'); rpc = connect(this.worker); close() { this.rpc.end(); } }`,
    },
    {
      name: 'an end of something smaller',
      code: `export class Client { worker = new Worker('a.js'); ask(x) { this.worker.postMessage(x); } clearCache() { this.cache.clear(); } }`,
    },
    {
      name: 'its owner has no end',
      code: `export class Client { worker = new Worker('a.js'); ask(x) { this.worker.postMessage(x); } }`,
    },
    {
      name: 'workers that come back, but not behind the stop, which sets a flag',
      code: silent(pool(`if (code !== 0 && !this.ending) this.replace(w);`, `this.ending = true;`)),
    },
    {
      name: 'workers that come back, but not behind the stop, which empties the list first',
      code: silent(
        pool(`this.replace(w);`, `const list = this.workers; this.workers = [];`).replace(
          'this.workers.map((w) => w.term',
          'list.map((w) => w.term',
        ),
      ),
    },
    {
      name: 'workers that come back, but not for the code of a kill',
      code: silent(pool(`if (code !== 1) this.replace(w);`)),
    },
    {
      name: 'workers that come back, but their listeners are taken off first',
      code: silent(pool(`this.replace(w);`, `for (const w of this.workers) w.removeAllListeners();`)),
    },
    {
      name: 'a ref that is filled',
      code: silent(component(`ref.current = new Worker('a.js'); const w = ref.current;`)),
    },
    {
      name: 'the clean-up ends it',
      code: silent(effect(`const w = new Worker('a.js'); w.onmessage = show; return () => w.terminate();`)),
    },
    {
      name: 'the clean-up asks it to stop',
      code: silent(effect(`const w = new Worker('a.js'); return () => w.postMessage({ type: 'stop' });`)),
    },
    { name: 'handed on', code: silent(effect(`const w = new Worker('a.js'); return connect(w);`)) },
    {
      name: 'for the life of the page',
      code: silent(effect(`const w = new Worker('a.js'); w.onmessage = show;`, 'App')),
    },
    {
      name: 'kept by a ref, ended elsewhere',
      code: `${REACT}export function Counter() { const ref = useRef(null); useEffect(() => { ref.current = new Worker('a.js'); return () => ref.current.terminate(); }, []); return null; }`,
    },
    { name: 'one for the page', code: `const w = new Worker('a.js'); w.onmessage = show; w.postMessage(1);` },
    {
      name: 'made once, at the start of the page',
      code: `window.addEventListener('load', () => { const w = new Worker('a.js'); w.onmessage = show; });`,
    },
    {
      name: 'ended with its task',
      code: `export const zip = (files) => new Promise((resolve) => { const w = new Worker('a.js'); w.onmessage = ({ data }) => { w.terminate(); resolve(data); }; w.postMessage(files); });`,
    },
    {
      name: 'a thread of Node that nobody has seen may end by itself',
      code: `${NODE}export const count = (workerData) => new Promise((resolve) => { const w = new Worker('./a.js', { workerData }); w.once('message', resolve); });`,
    },
    {
      name: 'a pool that is closed',
      code: `${POOL}export async function all(list) { const pool = new Piscina({ filename: 'a.js' }); await Promise.all(list.map((x) => pool.run(x))); await pool.close(); }`,
    },
    {
      name: 'the pool of a script',
      code: `${POOL}async function main() { const pool = new Piscina({ filename: 'a.js' }); await pool.run(1); }\nmain();`,
    },
    {
      name: 'made empty by the constructor, which has called another method',
      code: `export class A { constructor() { this.open(); this.w = null; } open() { this.on = true; } start() { if (this.w !== null) { this.w.terminate(); this.w = null; } this.w = new Worker('a.js'); } }`,
    },
    {
      name: 'ended, then dropped',
      code: `export class A { start() { this.w = new Worker('a.js'); } stop() { this.w.terminate(); this.w = null; } }`,
    },
    {
      name: 'dropped when it failed, by its own handler',
      code: `export class A { start() { this.w = new Worker('a.js'); this.w.onerror = () => { this.w = null; }; } }`,
    },
    {
      name: 'moved into a list',
      code: `export class A { start() { this.w = new Worker('a.js'); } rotate() { this.old.push(this.w); this.w = null; } }`,
    },
    {
      name: 'ended by what was made of it',
      code: `export class A { async start() { this.w = new Worker('a.js'); this.db = open(this.w); } async stop() { await this.db.close(); this.w = null; } }`,
    },
    {
      name: 'tests',
      code: `test('x', () => new Promise((resolve) => { const w = new Worker('a.js'); w.onmessage = resolve; }));`,
      filename: 'a.test.js',
    },
    {
      name: 'a memo, which strict reports',
      code: `${REACT}export function A({ src }) { const w = useMemo(() => new Worker(src), [src]); return null; }`,
    },
  ],
  invalid: [
    {
      name: 'the end of its owner leaves it',
      code: `export class Client { constructor() { this.worker = [|new Worker('a.js')|]; this.worker.onerror = () => this.worker.terminate(); } ask(x) { if (!this.worker) return; this.worker.postMessage(x); } close() { this.socket.close(); } }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'the end that a function gives leaves it',
      code: `export function open() { const worker = [|new Worker('a.js')|]; worker.onmessage = show; return { ask(x) { worker.postMessage(x); }, destroy() { clearInterval(timer); } }; }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'workers that come back when a stop ends them',
      code: pool(`if (code !== 0) { note(code); this.replace(w); }`),
      messageId: 'revived',
      output: null,
    },
    {
      name: 'workers that come back, functions in place of a class',
      code: `${NODE}const all = new Set(); function add() { const w = new Worker('./w.js'); w.on([|'exit'|], () => { all.delete(w); add(); }); all.add(w); } export const open = () => add(); export async function shutdown() { for (const w of all) await w.terminate(); }`,
      messageId: 'revived',
      output: null,
    },
    {
      name: 'the clean-up ends a ref that nothing fills',
      code: component(`let w = [|new Worker('a.js')|]; setDb(new Db(w));`),
      messageId: 'effect',
      output: null,
    },
    {
      name: 'an effect without a clean-up',
      code: effect(`const w = new Worker('a.js'); w.onmessage = show; w.postMessage('go');`),
      messageId: 'effect',
      output: null,
    },
    {
      name: 'a clean-up that only stops listening',
      code: effect(`const w = new Worker('a.js'); w.onmessage = show; return () => { w.onmessage = null; };`),
      messageId: 'effect',
      output: null,
    },
    {
      name: 'one for each task',
      code: `export const zip = (files) => new Promise((resolve) => { const w = [|new Worker('a.js')|]; w.onmessage = ({ data }) => resolve(data); w.postMessage(files); });`,
      messageId: 'call',
      output: null,
    },
    {
      name: 'one for each click',
      code: `button.addEventListener('click', () => { const w = [|new Worker('a.js')|]; w.onmessage = show; w.postMessage(1); });`,
      messageId: 'call',
      output: null,
    },
    {
      name: 'one for each click of a component',
      filename: 'a.jsx',
      code: `export const B = () => <button onClick={() => { const w = [|new Worker('a.js')|]; w.onmessage = show; w.postMessage(1); }} />;`,
      messageId: 'call',
      output: null,
    },
    {
      name: 'a pool for each call',
      code: `${POOL}export async function all(list) { const pool = [|new Piscina({ filename: 'a.js' })|]; return await Promise.all(list.map((x) => pool.run(x))); }`,
      messageId: 'call',
      output: null,
    },
    {
      name: 'a stop that only forgets it',
      code: `export class A { start() { this.w = new Worker('a.js'); } stop() { [|this.w = null|]; } }`,
      messageId: 'dropped',
      output: null,
    },
    {
      name: 'a failed start',
      code: `let w = null; export async function start() { try { w = new Worker('a.js'); await open(w); } catch (error) { [|w = null|]; throw error; } }`,
      messageId: 'dropped',
      output: null,
    },
    {
      name: 'a memo',
      options: [{ memos: true }],
      code: `${REACT}export function A({ src }) { const w = [|useMemo(() => new Worker(src), [src])|]; return null; }`,
      messageId: 'memo',
      output: null,
    },
  ],
});
