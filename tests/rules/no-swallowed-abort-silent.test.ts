import { noSwallowedAbort } from '../../src/rules/no-swallowed-abort.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

const STRICT = [{ boundedLoops: true, unknownHandlers: true }];

/** An endless loop whose `catch` holds the statements. */
function loop(statements: string, before = '', after = ''): string {
  return `${SLEEP}export async function run(signal: AbortSignal, options: any) {
  for (;;) {
    ${before}
    try { await fetch('/', { signal }); } catch (error: any) { ${statements} }
    ${after}
  }
}`;
}

testRule(noSwallowedAbort, {
  valid: [
    {
      name: 'the failure is written down for what stands behind the loop: whoever leaves first has it pass for a success',
      options: STRICT,
      code: `export async function removeAll(names: string[], signal: AbortSignal) { const errors = []; for (const name of names) { try { await fetch(name, { signal }); } catch (error) { errors.push(error); } } return errors; }`,
    },
    {
      name: 'an emitter that is called signal',
      options: STRICT,
      code: `export function run(signal) { let ended = false; signal.on('shutdown', () => { ended = true; }); async function loop() { do { try { await sample(100, signal); } catch (error) { console.error(error); } } while (!ended); } loop(); }`,
    },
    { name: 'the catch asks the signal', options: STRICT, code: loop('if (signal.aborted) break;') },
    {
      name: 'the catch asks the signal on one of its ways',
      options: STRICT,
      code: loop('if (options.verbose) { if (signal.aborted) return; } console.error(error);'),
    },
    {
      name: 'the catch asks whether the signal may be missing first',
      options: STRICT,
      code: loop('if (signal?.aborted) return;'),
    },
    {
      name: 'the catch throws by the signal',
      options: STRICT,
      code: loop('signal.throwIfAborted(); console.error(error);'),
    },
    {
      name: 'the catch asks for the name of the error',
      options: STRICT,
      code: loop(`if (error.name === 'AbortError') return; console.error(error);`),
    },
    {
      name: 'the catch asks for the code of the error',
      options: STRICT,
      code: loop(`if (error.code === 'ABORT_ERR') return; console.error(error);`),
    },
    {
      name: 'the catch asks for the class of the error',
      options: STRICT,
      code: loop('if (error instanceof TypeError) continue; console.error(error);'),
    },
    {
      name: 'the catch asks for the class of the error, and notes it',
      options: STRICT,
      code: loop('if (error instanceof TypeError) options.isBroken = true;'),
    },
    {
      name: 'the catch asks for the class of the error, and stops something',
      options: STRICT,
      code: loop('if (error instanceof TypeError) options.stop(); else console.error(error);'),
    },
    {
      name: 'other code is given the error that is made of it',
      code: `import { handle } from './errors.js';\n${loop('const problem = error instanceof Error ? error : new Error(String(error)); handle(problem);')}`,
    },
    {
      name: 'clean-up in finally, which has to go on',
      options: STRICT,
      code: `export async function run(pages: string[], signal: AbortSignal) { try { await fetch('/', { signal }); } finally { for (const page of pages) { try { await fetch(page, { signal }); } catch {} } } }`,
    },
    {
      name: 'the catch asks a function whether it was an abort',
      options: STRICT,
      code: loop('if (isAbortError(error)) break; console.error(error);'),
    },
    {
      name: 'the catch asks axios',
      options: STRICT,
      code: loop('if (axios.isCancel(error)) break; console.error(error);'),
    },
    {
      name: 'the catch looks for the word',
      options: STRICT,
      code: loop(`if (/abort/i.test(error.message)) break; console.error(error);`),
    },
    { name: 'the catch throws on', options: STRICT, code: loop('throw error;') },
    {
      name: 'the catch throws after some failures',
      options: STRICT,
      code: loop('if (++options.failures > 5) throw error;'),
    },
    { name: 'the catch ends the loop', options: STRICT, code: loop('console.error(error); break;') },
    { name: 'the catch ends the function', options: STRICT, code: loop('console.error(error); return;') },
    { name: 'the catch ends the process', options: STRICT, code: loop('console.error(error); process.exit(1);') },
    {
      name: 'a function of the file asks',
      options: STRICT,
      code: `${loop('check(error);')}\nfunction check(error: Error) { if (error.name === 'AbortError') throw error; }`,
    },
    {
      name: 'a method of the class throws',
      options: STRICT,
      code: `class A { async run(signal: AbortSignal) { for (;;) { try { await fetch('/', { signal }); } catch (e) { this.fail(e); } } } fail(e: unknown) { throw e; } }`,
    },
    {
      name: 'other code is given the error, and may throw',
      code: `import { handle } from './errors.js';\n${loop('handle(error);')}`,
    },
    {
      name: 'each turn throws by the signal',
      options: STRICT,
      code: loop('console.error(error);', 'signal.throwIfAborted();'),
    },
    {
      name: 'a check whose error the catch eats, in a loop that asks the signal',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { while (!signal.aborted) { try { signal.throwIfAborted(); } catch (error) { console.error(error); } } }`,
    },
    {
      name: 'a controller that is handed on as a signal',
      options: STRICT,
      code: `export async function run(send: any, abortController: any) { for (;;) { try { await send({ signal: abortController }); } catch (error) { console.error(error); } } }`,
    },
    {
      name: 'each turn asks the signal',
      options: STRICT,
      code: loop('console.error(error);', '', 'if (signal.aborted) return;'),
    },
    {
      name: 'each turn asks a function of a telling name',
      options: STRICT,
      code: loop('console.error(error);', 'throwIfAborted(signal);'),
    },
    {
      name: 'a wait behind the catch rejects with the abort',
      options: STRICT,
      code: loop('console.error(error);', '', 'await sleep(1000, undefined, { signal });'),
    },
    {
      name: 'a wait in the catch rejects with the abort',
      options: STRICT,
      code: loop('console.error(error); await sleep(1000, undefined, { signal });'),
    },
    {
      name: 'the condition asks the signal',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { while (!signal.aborted) { try { await fetch('/', { signal }); } catch (error) { console.error(error); } } }`,
    },
    {
      name: 'the condition asks the signal that a time limit is joined to',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) {
  while (!signal.aborted) {
    try { await fetch('/', { signal: AbortSignal.any([signal, AbortSignal.timeout(1000)]) }); } catch {}
  }
}`,
    },
    {
      name: 'an eaten pause behind a catch that asks',
      options: STRICT,
      code: `${SLEEP}export async function run(poll: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) {
  while (!signal.aborted) {
    try { await poll(signal); } catch (error) {
      if (signal.aborted) break;
      console.error(error);
      await sleep(3000, undefined, { signal }).catch(() => undefined);
    }
  }
}`,
    },
    {
      name: 'a last look after the abort',
      options: STRICT,
      code: `${SLEEP}export async function find(look: () => Promise<boolean>, signal: AbortSignal) {
  for (;;) {
    const isLast = signal.aborted;
    if (await look()) return true;
    if (isLast) return false;
    await sleep(50, undefined, { signal }).catch(() => {});
  }
}`,
    },
    {
      name: 'a signal of each attempt',
      options: STRICT,
      code: `for (;;) { try { await fetch('/', { signal: AbortSignal.timeout(1000) }); } catch {} }`,
    },
    {
      name: 'a controller of each attempt',
      options: STRICT,
      code: `for (;;) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 1000);
  try { await fetch('/', { signal: controller.signal }); } catch {} finally { clearTimeout(timer); }
}`,
    },
    {
      name: 'the signal of each job',
      options: STRICT,
      code: `export async function run(queue: any) { for (;;) { const job = await queue.take(); try { await job.run({ signal: job.signal }); } catch (error) { console.error(error); } } }`,
    },
    {
      name: 'a controller that is made again ends one wait, not the loop',
      options: STRICT,
      code: `${SLEEP}class Timer {
  #waking = new AbortController();
  wake() { this.#waking.abort(); this.#waking = new AbortController(); }
  async run() { for (;;) { await sleep(1000, undefined, { signal: this.#waking.signal }).catch(() => {}); this.tick(); } }
  tick() {}
}`,
    },
    {
      name: 'a controller that a turn makes by a method',
      options: STRICT,
      code: `class Feed {
  #attempt!: AbortController;
  begin() { this.#attempt = new AbortController(); }
  async run() { for (;;) { this.begin(); try { await fetch('/', { signal: this.#attempt.signal }); } catch (e) { console.error(e); } } }
}`,
    },
    {
      name: 'options that are spread may hold any signal',
      options: STRICT,
      code: `export async function run(options: any) { for (;;) { try { await fetch('/', { ...options }); } catch {} } }`,
    },
    {
      name: 'process signals',
      options: STRICT,
      code: `export async function end(pids: number[], signal: NodeJS.Signals) { for (const pid of pids) { try { await send(pid, signal); } catch {} } }
for (const signal of ['SIGTERM', 'SIGKILL']) { try { await end([1], signal as never); } catch {} }`,
    },
    {
      name: 'process signals without types',
      options: STRICT,
      filename: 'end.js',
      code: `export async function end(pids, signal) { for (const pid of pids) { try { await killTree(pid, signal); } catch {} } }`,
    },
    {
      name: 'no loop',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { try { await fetch('/', { signal }); } catch {} }`,
    },
    {
      name: 'the loop is inside the try',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { try { for (;;) await fetch('/', { signal }); } catch {} }`,
    },
    {
      name: 'items',
      code: `export async function run(urls: string[], signal: AbortSignal) { for (const url of urls) { try { await fetch(url, { signal }); } catch (e) { console.error(e); } } }`,
    },
    {
      name: 'three attempts',
      code: `export async function run(signal: AbortSignal) { for (let i = 0; i < 3; i++) { try { return await fetch('/', { signal }); } catch (e) { console.error(e); } } }`,
    },
    {
      name: 'attempts that the catch counts',
      code: `export async function run(signal: AbortSignal) { let left = 3; while (left > 0) { try { return await fetch('/', { signal }); } catch (e) { left -= 1; } } }`,
    },
    {
      name: 'a deadline',
      code: `export async function run(signal: AbortSignal, end: number) { while (Date.now() < end) { try { return await fetch('/', { signal }); } catch (e) { console.error(e); } } }`,
    },
    {
      name: 'a flag that is set where the controller is aborted',
      options: STRICT,
      code: `let running = true;
const controller = new AbortController();
process.once('SIGTERM', () => { running = false; controller.abort(); });
while (running) { try { await fetch('/', { signal: controller.signal }); } catch (e) { console.error(e); } }`,
    },
    {
      name: 'a field that a stop method sets',
      options: STRICT,
      code: `class Feed {
  #running = true;
  #controller = new AbortController();
  stop() { this.#running = false; this.#controller.abort(); }
  async run() { while (this.#running) { try { await fetch('/', { signal: this.#controller.signal }); } catch (e) { console.error(e); } } }
}`,
    },
    {
      name: 'a flag that an abort listener sets',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) {
  let isOver = false;
  signal.addEventListener('abort', () => { isOver = true; });
  while (!isOver) { try { await fetch('/', { signal }); } catch (e) { console.error(e); } }
}`,
    },
    {
      name: 'a flag that keeps what the signal said',
      options: STRICT,
      code: `${SLEEP}export async function run(look: () => Promise<void>, signal: AbortSignal) {
  let aborted = signal.aborted;
  while (!aborted) { await look(); await sleep(50, undefined, { signal }).catch(() => undefined); aborted = signal.aborted; }
}`,
    },
    {
      name: 'a count beside the signal',
      options: STRICT,
      code: `${SLEEP}export async function run(attempt: () => Promise<void>, signal?: AbortSignal) {
  let left = 5;
  while (left > 0 && !signal?.aborted) {
    left -= 1;
    try { return await attempt(); } catch { await sleep(50, undefined, { signal }).catch(() => undefined); }
  }
}`,
    },
    {
      name: 'another way out behind the catch',
      code: `export async function run(signal: AbortSignal, is: any) { for (;;) { try { await fetch('/', { signal }); } catch (e) { console.error(e); } if (is.closed) return; } }`,
    },
    {
      name: 'a generator, which its consumer ends',
      code: `export async function* run(signal: AbortSignal) { for (;;) { try { yield await fetch('/', { signal }); } catch (e) { console.error(e); } yield null; } }`,
    },
    {
      name: 'results of allSettled() that are read',
      code: `export async function run(urls: string[], signal: AbortSignal) { for (;;) { const results = await Promise.allSettled(urls.map((u) => fetch(u, { signal }))); note(results); } }`,
    },
    {
      name: 'allSettled() before a check',
      options: STRICT,
      code: `export async function run(urls: string[], signal: AbortSignal) { for (;;) { await Promise.allSettled(urls.map((u) => fetch(u, { signal }))); if (signal.aborted) return; } }`,
    },
    {
      name: '.catch() that lets it through',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { for (;;) { await fetch('/', { signal }).catch((error) => { if (signal.aborted) throw error; }); } }`,
    },
    {
      name: '.catch() that throws another',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { for (;;) { await fetch('/', { signal }).catch((cause) => { throw new Error('down', { cause }); }); } }`,
    },
    {
      name: 'a function that starts itself again unless it was stopped',
      options: STRICT,
      code: `export function start(signal: AbortSignal) { async function poll() { try { await fetch('/', { signal }); } catch (e) { console.error(e); } if (!signal.aborted) setTimeout(poll, 1000); } void poll(); }`,
    },
    {
      name: 'a function that starts itself again and asks first',
      options: STRICT,
      code: `export function start(signal: AbortSignal) { async function poll() { if (signal.aborted) return; try { await fetch('/', { signal }); } catch (e) { console.error(e); } setTimeout(poll, 1000); } void poll(); }`,
    },
    {
      name: 'a function that starts itself again by a timer that can be cleared',
      code: `class Poller { timer: unknown; c = new AbortController(); stop() { clearTimeout(this.timer as never); this.c.abort(); }
  async poll() { try { await fetch('/', { signal: this.c.signal }); } catch (e) { console.error(e); } this.timer = setTimeout(() => this.poll(), 1000); } }`,
    },
    {
      name: 'a method that calls another of the same name',
      options: STRICT,
      code: `class P { constructor(public q: any) {} async poll(signal: AbortSignal) { try { await fetch('/', { signal }); } catch (e) { console.error(e); } await this.q.poll(); } }`,
    },
    {
      name: 'a test file',
      filename: 'tests/run.test.ts',
      options: STRICT,
      code: `export async function run(signal: AbortSignal) { for (;;) { try { await fetch('/', { signal }); } catch {} } }`,
    },
  ],
  invalid: [],
});
