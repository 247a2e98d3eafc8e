import { requireLockRelease } from '../../src/rules/require-lock-release.ts';
import { testRule } from '../support/rule-tester.ts';

const MUTEX = `import { Mutex } from 'async-mutex';\nconst mutex = new Mutex();\n`;
const SPIN = `import { parentPort, workerData } from 'node:worker_threads';\nconst cell = new Int32Array(workerData);\n`;

testRule(requireLockRelease, {
  valid: [
    {
      name: 'once more, by a call that waits for the lock itself: awaited here, it would wait for ever',
      code: `${MUTEX}export async function save(text, etag) { const release = await mutex.acquire(); try { await write(text, etag); } catch (error) { if (etag) return save(text, null); throw error; } finally { release(); } }`,
    },
    {
      name: 'handed to the generator that is given back, which lets go of it',
      code: `export class Engine { async ask(request) { const lock = this.locks.get(request.model); await lock.acquire(); if (request.stream) { return this.generate(request); } try { return await this.answer(request); } finally { await lock.release(); } } async *generate(request) { const lock = this.locks.get(request.model); try { yield* this.parts(request); } finally { await lock.release(); } } }`,
    },
    {
      name: 'let go in finally, behind a note for the log',
      options: [{ everyCall: true }],
      code: `${MUTEX}export class A { async add(url) { const release = await mutex.acquire(); try { await fetch(url); } finally { this.log.trace('let go'); release(); } } }`,
    },
    {
      name: 'let go in finally',
      code: `${MUTEX}export async function add(url) { const release = await mutex.acquire(); try { await fetch(url); } finally { release(); } }`,
    },
    {
      name: 'nothing that can fail in between',
      code: `${MUTEX}export async function add(list, one) { const release = await mutex.acquire(); list.push(one); release(); }`,
    },
    {
      name: 'the release is handed on',
      code: `${MUTEX}export async function lock(url) { const release = await mutex.acquire(); await fetch(url); return release; }`,
    },
    {
      name: 'the release is a callback of what runs on',
      code: `${MUTEX}export async function pipe(stream) { const release = await mutex.acquire(); stream.on('close', release); await stream.ready; }`,
    },
    {
      name: 'another method lets go',
      code: `export class Store { async begin() { await this.lock.acquire(); await this.open(); } async end() { await this.flush(); this.lock.release(); } }`,
    },
    {
      name: 'a reference count that is called acquire',
      code: `export async function draw(texture, load) { await texture.acquire(); await load(); texture.release(); }`,
    },
    {
      name: 'a lease ends by itself',
      code: `export async function run(lock, work) { await lock.acquire('job', { ttl: 30_000 }); await work(); await lock.release('job'); }`,
    },
    {
      name: 'a page that does not scroll keeps nobody out',
      code: `export async function open(scrollLock, show) { scrollLock.lock(); await show(); scrollLock.unlock(); }`,
    },
    {
      name: 'using lets go by itself',
      code: `export async function run(lock, work) { using held = await lock.acquire(); await work(); }`,
      filename: 'file.ts',
    },
    {
      name: 'the callback of the lock is the section',
      code: `export async function run(lock, work) { await lock.acquire('key', async () => { await work(); }); lock.release; }`,
    },
    {
      name: 'not got, nothing to let go',
      code: `${MUTEX}export async function tick(work) { const release = await mutex.acquire(); if (!release) return; try { await work(); } finally { release(); } }`,
    },
    {
      name: 'an error in between is caught, and every way lets go',
      code: `${MUTEX}export async function add(url) { const release = await mutex.acquire(); try { await fetch(url); } catch (e) { console.warn(e); } release(); }`,
    },
    {
      name: 'finally asks whether it was got',
      code: `import { lock } from 'proper-lockfile'; export async function run(dir, work) { let release; try { release = await lock(dir); await work(); } finally { if (release) await release(); } }`,
    },
    {
      name: 'let go on another way only',
      code: `export class Page { setHidden(isHidden) { if (isHidden) this.pauseLock.acquire('hidden'); else this.pauseLock.release('hidden'); } }`,
    },
    {
      name: 'pauses do not fail',
      code: `${MUTEX}export async function slow(list) { const release = await mutex.acquire(); await new Promise((r) => setTimeout(r, 50)); list.push(1); release(); }`,
    },
    {
      name: 'a cell that counts states is no lock',
      code: `${SPIN}export function begin(work) { if (Atomics.compareExchange(cell, 0, 0, 1) !== 0) return; work(); Atomics.store(cell, 0, 2); }`,
    },
    {
      name: 'a liveness lock is held on purpose',
      code: `navigator.locks.request('tab-7', () => new Promise(() => {}));`,
    },
    {
      name: 'a page that leads until it goes',
      code: `navigator.locks.request('leader', async () => { startSync(); await new Promise(() => {}); });`,
    },
    {
      name: 'robbing as a signal',
      code: `await navigator.locks.request('reset', { steal: true }, () => {});`,
    },
    {
      name: 'the generator is gone through inside',
      code: `${MUTEX}function* rows() { yield 1; } export async function all() { return mutex.runExclusive(() => [...rows()]); }`,
    },
    {
      name: 'tests',
      code: `${MUTEX}export async function add(url) { const release = await mutex.acquire(); await fetch(url); release(); }`,
      filename: 'lock.test.ts',
    },
    {
      name: 'a turn after the lock that a flag rules out',
      code: `${MUTEX}export async function add(url) { let acquired = false; while (!acquired) { try { check(url); await mutex.acquire(); acquired = true; } catch (e) { throw new Error('locked', { cause: e }); } } try { await fetch(url); } finally { mutex.release(); } }`,
    },
    {
      name: 'an end, behind which nobody takes the lock again',
      code: `export class Pool { async close() { const release = await this.lock.acquire(); await this.writer.close(); release(); } }`,
    },
  ],
  invalid: [
    {
      name: 'work whose error passes the catch by today: an await would have it caught, so no edit',
      code: `${MUTEX}async function send() { await fetch('/x'); } export async function sync() { const release = await mutex.acquire(); try { check(); return [|send()|]; } catch { return false; } finally { release(); } }`,
      messageId: 'running',
      output: null,
    },
    {
      name: 'a turn after the lock that another flag decides',
      code: `${MUTEX}export async function add(url) { let tries = 0; let done = false; while (!done) { try { check(url); await [|mutex.acquire()|]; done = tries++ > 3; } catch (e) { throw new Error('locked', { cause: e }); } } try { await fetch(url); } finally { mutex.release(); } }`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'the generator that is given back lets go of nothing',
      code: `export class Engine { async ask(request) { const lock = this.locks.get(request.model); await [|lock.acquire()|]; if (request.stream) { return this.generate(request); } try { return await this.answer(request); } finally { await lock.release(); } } async *generate(request) { yield* this.parts(request); } }`,
      errors: [{ messageId: 'exit' }],
      output: null,
    },
    {
      name: 'let go in finally, behind what may fail',
      options: [{ everyCall: true }],
      code: `${MUTEX}export async function add(url, done) { const release = await [|mutex.acquire()|]; try { await fetch(url); } finally { done.tell(); release(); } }`,
      errors: [{ messageId: 'error' }],
      output: null,
    },
    {
      name: 'a rejected await leaves it locked',
      code: `${MUTEX}export async function add(url) {
  const release = await [|mutex.acquire()|];
  // The other side decides.
  const reply = await fetch(url);
  items.push(reply.status);
  release();
  return items;
}`,
      errors: [{ messageId: 'error', data: { line: 6, lock: 'mutex' } }],
      output: `${MUTEX}export async function add(url) {
  const release = await mutex.acquire();
  // The other side decides.
  try {
    const reply = await fetch(url);
    items.push(reply.status);
  } finally {
    release();
  }
  return items;
}`,
    },
    {
      name: 'releases in front of early returns go into finally too',
      code: `${MUTEX}export async function add(url) {
  const release = await [|mutex.acquire()|];
  const name = await fetch(url);
  if (items.includes(name)) {
    release();
    return items;
  }
  items.push(name);
  release();
  return items;
}`,
      messageId: 'error',
      output: null,
      suggestion: {
        messageId: 'wrap',
        output: `${MUTEX}export async function add(url) {
  const release = await mutex.acquire();
  try {
    const name = await fetch(url);
    if (items.includes(name)) {
      return items;
    }
    items.push(name);
  } finally {
    release();
  }
  return items;
}`,
      },
    },
    {
      name: 'a plain return of what was declared moves along',
      code: `${MUTEX}export async function load(url) {
  const release = await [|mutex.acquire()|];
  const reply = await fetch(url);
  release();
  return reply;
}`,
      messageId: 'error',
      output: `${MUTEX}export async function load(url) {
  const release = await mutex.acquire();
  try {
    const reply = await fetch(url);
    return reply;
  } finally {
    release();
  }
}`,
    },
    {
      name: 'no edit where the rest needs what is declared in between',
      code: `${MUTEX}export async function load(url) { const release = await [|mutex.acquire()|]; const reply = await fetch(url); release(); show(reply); return reply; }`,
      messageId: 'error',
      output: null,
    },
    {
      name: 'a pair of methods, and a way out',
      code: `export class Store { async put(one) { await [|this.writeLock.acquire()|]; if (this.closed) return; this.list.push(one); this.writeLock.release(); } }`,
      messageId: 'exit',
      output: null,
      suggestion: {
        messageId: 'wrap',
        output: `export class Store { async put(one) { await this.writeLock.acquire(); try {
  if (this.closed) return; this.list.push(one);
} finally {
  this.writeLock.release();
} } }`,
      },
    },
    {
      name: 'a spin lock and a callback that may throw',
      code: `${SPIN}export function update(change) {
  while ([|Atomics.compareExchange(cell, 0, 0, 1)|] !== 0) Atomics.wait(cell, 0, 1);
  change(cell);
  Atomics.store(cell, 0, 0);
  Atomics.notify(cell, 0, 1);
}`,
      messageId: 'error',
      output: `${SPIN}export function update(change) {
  while (Atomics.compareExchange(cell, 0, 0, 1) !== 0) Atomics.wait(cell, 0, 1);
  try {
    change(cell);
  } finally {
    Atomics.store(cell, 0, 0);
  }
  Atomics.notify(cell, 0, 1);
}`,
    },
    {
      name: 'functions that lock a cell',
      code: `${SPIN}import { lock, unlock } from './lock.js'; export function update(row) { [|lock(cell)|]; if (!row) return; cell[1] += row.size; unlock(cell); }`,
      messageId: 'exit',
      output: null,
      suggestion: {
        messageId: 'wrap',
        output: `${SPIN}import { lock, unlock } from './lock.js'; export function update(row) { lock(cell); try {
  if (!row) return; cell[1] += row.size;
} finally {
  unlock(cell);
} }`,
      },
    },
    {
      name: 'the releaser in a callback',
      code: `${MUTEX}export function add(url) { return [|mutex.acquire()|].then(async (release) => { await fetch(url); release(); }); }`,
      messageId: 'error',
      output: null,
    },
    {
      name: 'a catch that throws on',
      code: `${MUTEX}export async function add(url) { const release = await [|mutex.acquire()|]; try { await fetch(url); } catch (e) { throw new Error('x', { cause: e }); } release(); }`,
      messageId: 'exit',
      output: null,
      suggestion: {
        messageId: 'wrap',
        output: `${MUTEX}export async function add(url) { const release = await mutex.acquire(); try {
  try { await fetch(url); } catch (e) { throw new Error('x', { cause: e }); }
} finally {
  release();
} }`,
      },
    },
    {
      name: 'work that nobody waits for',
      code: `${MUTEX}async function send() { await fetch('/x'); } export async function sync() { await mutex.acquire(); try { [|send()|]; } finally { mutex.release(); } }`,
      messageId: 'running',
      output: null,
      suggestion: {
        messageId: 'await',
        output: `${MUTEX}async function send() { await fetch('/x'); } export async function sync() { await mutex.acquire(); try { await send(); } finally { mutex.release(); } }`,
      },
    },
    {
      name: 'a generator that is given back',
      code: `${MUTEX}function* rows() { yield 1; } export async function all() { return mutex.runExclusive(() => [|rows()|]); }`,
      messageId: 'lazy',
      output: null,
    },
    {
      name: 'steal',
      code: `export const take = (work) => [|navigator.locks.request('db', { steal: true }, work)|];`,
      messageId: 'stolen',
      output: null,
    },
    {
      name: 'a worker that holds a Web Lock until it dies',
      code: `self.onmessage = () => navigator.locks.request('writer', async () => { startCompaction(); [|await new Promise(() => {})|]; });`,
      messageId: 'endless',
      output: null,
    },
    {
      name: 'every call may throw',
      code: `import { parse } from './parse.js'; ${MUTEX}export async function add(text) { const release = await [|mutex.acquire()|]; list.push(parse(text)); release(); done(); }`,
      options: [{ everyCall: true }],
      messageId: 'error',
      output: `import { parse } from './parse.js'; ${MUTEX}export async function add(text) { const release = await mutex.acquire(); try {
  list.push(parse(text));
} finally {
  release();
} done(); }`,
    },
  ],
});
