import { describe, expect, it } from 'vitest';
import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { expectInProject } from '../support/lint-project.ts';

const STRICT = { options: { everywhere: true } };
const NODE = `import { Worker } from 'node:worker_threads';\n`;
const PORT = `import { parentPort } from 'node:worker_threads';\n`;
const OWNER = `${NODE}const t = new Worker(new URL('./w.js', import.meta.url));\nexport function stop() { [|t.terminate()|]; }`;
const WEB = `const t = new Worker(new URL('./w.js', import.meta.url));\nexport function stop() { [|t.terminate()|]; }`;
const bare = (code: string): string => code.replace(/\[\||\|\]/g, '');

/** What the worker's file holds, and how the message says it. */
const lost: readonly [what: string, worker: string, says: string][] = [
  [
    'a promise write',
    `import { writeFile } from 'node:fs/promises';\nonmessage = (e) => writeFile('a', e.data);`,
    'hold the file written at src/w.js:2',
  ],
  [
    'a write stream',
    `import fs from 'node:fs';\nconst out = fs.createWriteStream('log');\n${PORT}parentPort.on('message', (m) => out.write(m));`,
    'hold the file written at src/w.js:2',
  ],
  [
    'a lock in shared memory',
    `onmessage = (e) => { while (Atomics.compareExchange(e.data, 0, 0, 1)) ; };`,
    'hold the lock taken at src/w.js:1',
  ],
  [
    'a child process',
    `import { spawn } from 'node:child_process';\nonmessage = (e) => { spawn('ffmpeg', [e.data]); };`,
    'own the child process started at src/w.js:2',
  ],
  [
    'an OPFS handle',
    `onmessage = async (e) => {\n const h = await e.data.createSyncAccessHandle();\n h.write(e.data); };`,
    'hold the file opened at src/w.js:2',
  ],
  [
    'a transaction of IndexedDB',
    `onmessage = ({ data }) => { data.db.transaction('rows', 'readwrite').objectStore('rows').put(data); };`,
    'be in the transaction begun at src/w.js:1',
  ],
  [
    'a clean-up in finally',
    `import { mkdirSync, rmSync } from 'node:fs';\nonmessage = async () => { mkdirSync('t'); try { await work(); }\n finally { rmSync('t'); } };`,
    "owe the 'finally' at src/w.js:3",
  ],
  [
    'a branch for a stop that nobody asks for',
    `${PORT}import { flush } from './flush.js';\nparentPort.on('message', (m) => {\n if (m === 'stop') flush(); });`,
    'owe what it does when asked to stop, at src/w.js:4',
  ],
];

describe('no-abrupt-terminate by what the worker holds', () => {
  it.each(lost)('%s', (_, worker, says) => {
    const { messages } = expectInProject(noAbruptTerminate, OWNER, {
      'src/w.js': worker,
      'src/flush.js': 'export const flush = () => 0;',
    });
    expect(messages[0]?.message).toContain(`'t' is killed while it may ${says}.`);
  });

  it('in another file, where the worker calls it', () => {
    const { messages } = expectInProject(noAbruptTerminate, WEB, {
      'src/w.js': `import { save } from './store.js';\nonmessage = (e) => save(e.data);`,
      'src/store.js': `import { appendFile } from 'node:fs/promises';\nexport const read = () => 1;\nexport async function save(x) {\n await appendFile('a', x); }`,
    });
    expect(messages[0]?.message).toContain('hold the file written at src/store.js:4');
  });

  it('not what the worker does not reach in another file', () => {
    expectInProject(
      noAbruptTerminate,
      bare(WEB),
      {
        'src/w.js': `import { read } from './store.js';\nonmessage = (e) => postMessage(read(e.data));`,
        'src/store.js': `import { appendFile } from 'node:fs/promises';\nexport const read = (x) => x;\nexport async function save(x) { await appendFile('a', x); }`,
      },
      STRICT,
    );
  });

  it.each([
    ['messages in and out', `self.onmessage = ({ data }) => self.postMessage([...data].sort());`],
    ['a lazy library that computes', `import { expose } from 'comlink';\nexpose({ add: (a, b) => a + b });`],
    [
      'reading',
      `import { readFile } from 'node:fs/promises';\nonmessage = async (e) => postMessage(await readFile(e.data));`,
    ],
    ['a fetch that reads', `onmessage = async (e) => postMessage(await (await fetch(e.data)).json());`],
    [
      'a flag that ends a computation',
      `let off = false;\nonmessage = (e) => { if (e.data === 'stop') off = true; else postMessage(off); };`,
    ],
  ])('is silent in every preset for %s', (_, worker) => {
    expectInProject(noAbruptTerminate, bare(WEB), { 'src/w.js': worker });
    expectInProject(noAbruptTerminate, bare(WEB), { 'src/w.js': worker }, STRICT);
    expectInProject(noAbruptTerminate, WEB, { 'src/w.js': worker }, { options: { everywhere: true, evenPure: true } });
  });

  it.each([
    ['a package that nobody knows', `import { run } from 'strange';\nonmessage = (e) => run(e.data);`],
    ['a file that is not there', `import { run } from './gone.js';\nonmessage = (e) => run(e.data);`],
    ['a write over the network', `onmessage = (e) => fetch('/rows', { method: 'POST', body: e.data });`],
  ])('is unknown, so strict on the web: %s', (_, worker) => {
    expectInProject(noAbruptTerminate, bare(WEB), { 'src/w.js': worker });
    expectInProject(noAbruptTerminate, WEB, { 'src/w.js': worker }, STRICT);
  });

  it('is unknown, so reported in Node where the worker lives on and is given tasks', () => {
    const worker = { 'src/w.js': `import { run } from 'strange';\nonmessage = (e) => run(e.data);` };
    expectInProject(noAbruptTerminate, bare(OWNER), worker);
    expectInProject(noAbruptTerminate, `${OWNER}\nexport const put = (x) => t.postMessage({ x });`, worker);
  });

  it('is unknown, and all who wait are told: strict only', () => {
    const getOwner = (end: string): string =>
      `${NODE}const t = new Worker(new URL('./w.js', import.meta.url)); const open = new Map();
      export const ask = (id, x) => new Promise((done, fail) => { open.set(id, { done, fail }); t.postMessage({ id, x }); });
      export async function stop() { ${end} await [|t.terminate()|]; }`;
    const unknown = { 'src/w.js': `import { run } from 'strange';\nonmessage = (e) => run(e.data);` };
    const all = getOwner(`for (const [, { fail }] of open) fail(new Error('ended'));`);
    expectInProject(noAbruptTerminate, bare(all), unknown);
    expectInProject(noAbruptTerminate, all, unknown, STRICT);
    expectInProject(noAbruptTerminate, all, { 'src/w.js': lost[0]?.[1] as string });
    expectInProject(noAbruptTerminate, getOwner(`open.get(1)?.fail(new Error('ended'));`), unknown);
    expectInProject(noAbruptTerminate, getOwner(`for (const id of open.keys()) console.log(id);`), unknown);
  });

  it('a task that is posted on the way, even to a pure worker', () => {
    const owner = `const t = new Worker(new URL('./w.js', import.meta.url));\nexport function last(x) { t.postMessage(x); [|t.terminate()|]; }`;
    const { messages } = expectInProject(noAbruptTerminate, owner, {
      'src/w.js': `onmessage = (e) => postMessage(e.data);`,
    });
    expect(messages[0]?.message).toContain('be at work on what was posted at line 2');
  });
});

describe('no-abrupt-terminate and what excuses a kill', () => {
  it('an abort listener is a stop path', () => {
    const owner = `${NODE}export function go(signal) { const t = new Worker(new URL('./w.js', import.meta.url)); signal.addEventListener('abort', () => [|t.terminate()|]); t.postMessage(1); }`;
    expectInProject(noAbruptTerminate, owner, { 'src/w.js': lost[0]?.[1] as string });
  });

  it('each caller has a reason of its own', () => {
    const owner = `const t = new Worker('x'); const drop = () => { t.terminate(); }; t.onerror = () => { drop(); };
      const ask = (m) => new Promise((r) => { t.onmessage = r; t.postMessage(m); });
      export async function open() { try { await ask('init'); } catch (e) { drop(); throw e; } return async () => { try { await ask('bye'); } finally { drop(); } }; }`;
    expectInProject(noAbruptTerminate, owner, {}, STRICT);
  });

  it('the page goes', () => {
    expectInProject(
      noAbruptTerminate,
      `const t = new Worker('x'); addEventListener('pagehide', () => t.terminate());`,
      {},
      STRICT,
    );
  });

  it('an object of the domain whose class ends nothing', () => {
    const owner = `import { Thread } from './forum.js'; export async function close(id) { const thread = await Thread.find(id); thread.terminate('mod'); }`;
    const forum = `export class Thread { static async find() { return new Thread(); } terminate(by) { this.closedBy = by; } }`;
    expectInProject(noAbruptTerminate, owner, { 'src/forum.js': forum }, STRICT);
  });

  it('a timer set in a message handler is a time limit, one that is put off each time is none', () => {
    const set = `${NODE}const t = new Worker('x'); t.on('online', () => { setTimeout(() => [|t.terminate()|], 60_000); });`;
    expectInProject(noAbruptTerminate, set, {}, STRICT);
    const idle = `${NODE}const t = new Worker('x'); let i; t.on('message', () => { clearTimeout(i); i = setTimeout(() => t.terminate(), 60_000); });`;
    expectInProject(noAbruptTerminate, idle, {}, STRICT);
  });

  it('an answer is not the last word of a worker that goes on writing', () => {
    const owner = `${NODE}import { once } from 'node:events';\nconst t = new Worker(new URL('./w.js', import.meta.url));\nawait once(t, 'message');\nawait [|t.terminate()|];`;
    const worker = `import { appendFile } from 'node:fs/promises';\n${PORT}for (let i = 0; i < 9; i++) { await appendFile('a', 'x'); parentPort.postMessage(i); }`;
    expectInProject(noAbruptTerminate, owner, { 'src/w.js': worker }, STRICT);
    const once = `${PORT}parentPort.postMessage(1 + 1);`;
    expectInProject(noAbruptTerminate, bare(owner), { 'src/w.js': once }, STRICT);
  });

  it('a function of another file that has nothing to do with the worker is no wait', () => {
    const owner = `${NODE}import { tell } from './say.js';\nexport async function stop(t) { await tell(3); await [|t.terminate()|]; }\n const t = new Worker('x'); stop(t);`;
    expectInProject(noAbruptTerminate, owner, { 'src/say.js': `export const tell = async () => {};` }, STRICT);
  });

  it('a function of the library kills what it is given', () => {
    const owner = `import { Thread, spawn, Worker } from 'threads'; let t; export const go = async () => { t = await spawn(new Worker('./x')); }; export const stop = () => [|Thread.terminate(t)|];`;
    expectInProject(noAbruptTerminate, owner, {}, STRICT);
  });
});
