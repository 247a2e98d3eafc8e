import { noAbortedCleanup } from '../../src/rules/no-aborted-cleanup.ts';
import { testRule } from '../support/rule-tester.ts';

const ONCE = `import { once } from 'node:events';\n`;
const inFinally = (cleanup: string): string =>
  `export async function run(url, signal, job) { try { await job(signal); } finally { ${cleanup} } }`;

testRule(noAbortedCleanup, {
  valid: [
    {
      name: 'a function of the project that takes its listener off the signal',
      code: `async function cleanUp(signal: AbortSignal, listener: () => void) { signal.removeEventListener('abort', listener); await flush(); } export async function run(job, signal: AbortSignal) { const listener = () => end(); try { await job(signal); } finally { await cleanUp(signal, listener); } }`,
    },
    {
      name: 'a function of the project that hands it on to somebody who may only ask it',
      code: `async function finishTurn(life: Life | undefined, signal: AbortSignal, error: unknown) { await life?.finalise(signal); throw error; } export async function run(life, job, signal: AbortSignal) { try { await job(signal); } catch (error) { await finishTurn(life, signal, error); } }`,
      filename: 'file.ts',
    },
    {
      name: 'a state that is called cancelling',
      code: `export async function wait(service, status, options: { signal?: AbortSignal }) { while (isStoppingOrCanceling(status)) { status = await service.getStatus({ signal: options.signal }); } return status; }`,
    },
    {
      name: 'no signal in the text',
      code: 'export async function run(job) { try { await job(); } finally { await release(job); } }',
    },
    { name: 'clean-up without a signal', code: inFinally('await release(url);') },
    {
      name: 'clean-up with a fresh signal',
      code: inFinally('await release(url, { signal: AbortSignal.timeout(5000) });'),
    },
    {
      name: 'clean-up with another signal',
      code: 'export async function run(signal, other, job) { try { await job(signal); } finally { await release({ signal: other }); } }',
    },
    {
      name: 'a fresh controller of the same name',
      code: `export async function run(signal, job) { try { await job(signal); } finally { const signal = AbortSignal.timeout(5); await release({ signal }); } }`,
    },
    {
      name: 'the error is that of another signal: this one has been seen not to have fired',
      code: `export async function run(signal, job) { const limit = new AbortController(); try { await job(limit.signal, signal); } catch (error) { if (error instanceof Error && error.name === 'AbortError' && limit.signal.aborted && !signal.aborted) { await release({ signal }); } else throw error; } }`,
    },
    {
      name: 'the work before did not get the signal',
      code: 'export async function run(signal, job) { try { await job(); } finally { await release({ signal }); } }',
    },
    { name: 'only where it has not fired', code: inFinally('if (!signal.aborted) await release(url, { signal });') },
    { name: 'further work in finally, which a stop has to end', code: inFinally('await loadNext(url, { signal });') },
    {
      name: 'a pause between the turns',
      code: `import { setTimeout as sleep } from 'node:timers/promises'; ${inFinally('await sleep(1000, undefined, { signal });')}`,
    },
    {
      name: 'a retry in catch',
      code: 'export async function run(a, b, signal) { try { return await fetch(a, { signal }); } catch { return await fetch(b, { signal }); } }',
    },
    {
      name: 'clean-up in catch when the stop is not the reason',
      code: `export async function run(url, signal, job) { try { await job(signal); } catch (e) { if (!signal.aborted) await rollback(url, { signal }); throw e; } }`,
    },
    {
      name: 'behind a check in the catch that leaves',
      code: 'export async function run(db, signal) { for (;;) { try { await db.insert({ signal }); } catch (e) { if (signal.aborted) break; await db.rollback({ signal }); } } }',
    },
    {
      name: 'a pause in catch, whatever it is counted by',
      code: `import { sleep } from './sleep.js'; export async function run(job, signal) { let failures = 0; for (;;) { try { await job(signal); } catch { await sleep({ untilComplete: 5 * ++failures, signal }); } } }`,
    },
    {
      name: 'a pause in finally of a telling name',
      code: 'async function delayBeforeClose(ms: number, signal: AbortSignal) {} export async function run(job, signal: AbortSignal) { try { await job(signal); } finally { await delayBeforeClose(9, signal); } }',
    },
    {
      name: 'a word of which clean-up is only a part',
      code: 'export async function run(a, failures, signal) { try { await a.get({ signal }); } catch { await a.again(failures, { signal }); await a.showCompleted({ signal }); } }',
    },
    {
      name: 'the other branch',
      code: 'export async function run(signal) { if (signal.aborted) return; else await release({ signal }); }',
    },
    {
      name: 'a listener of another signal',
      code: `export function run(signal: AbortSignal, other: AbortSignal) { other.addEventListener('abort', () => release({ signal })); }`,
    },
    {
      name: 'a controller that is made anew after the abort',
      code: `class A { async load(url) { this.c.abort(); this.c = new AbortController(); await fetch(url, { signal: this.c.signal }); } }`,
    },
    {
      name: 'a variable that is assigned anew after the abort',
      code: `let c; export async function load(url) { c?.abort(); c = new AbortController(); await fetch(url, { signal: c.signal }); }`,
    },
    {
      name: 'an abort on some path only',
      code: `const c = new AbortController(); export async function load(url, now) { if (now) c.abort(); await fetch(url, { signal: c.signal }); }`,
    },
    {
      name: 'before the abort',
      code: `const c = new AbortController(); export async function stop(url) { await fetch(url, { signal: c.signal }); c.abort(); }`,
    },
    {
      name: 'behind a loop with another way out',
      code: `export async function run(signal, job) { while (!signal.aborted) { if (await job(signal)) break; } await fetch(url, { signal }); }`,
    },
    {
      name: 'a function that looks at the signal that has fired',
      code: `const abortFrom = (signal: AbortSignal) => c.abort(signal.reason); export function link(a: AbortSignal) { if (a.aborted) abortFrom(a); else a.addEventListener('abort', () => abortFrom(a)); }`,
    },
    {
      name: 'an error that is made of the signal',
      code: 'function endReason(signal: AbortSignal) { return signal.reason; } export function check(signal: AbortSignal) { if (signal.aborted) throw endReason(signal); }',
    },
    {
      name: 'an awaited function that is told of the abort',
      code: 'async function afterAbort(signal: AbortSignal) {} export async function run(signal: AbortSignal) { if (signal.aborted) await afterAbort(signal); }',
    },
    {
      name: 'a time limit that the clean-up is meant to share',
      code: 'export async function run(stream, job) { const signal = AbortSignal.timeout(9000); try { await job(stream, { signal }); } finally { await stream.close({ signal }); } }',
    },
    {
      name: 'a token that is no signal',
      code: 'export async function run(token, job, levels) { try { await job(token); } finally { await logout({ token, signal: levels }); } }',
    },
    {
      name: 'a comment that the edit would lose',
      code: inFinally('await release(url, { signal: AbortSignal.any([signal /* the stop */]) });'),
    },
    { name: 'a test', filename: 'tests/run.test.ts', code: inFinally('await release(url, { signal });') },
    {
      name: 'a value that is only called signal',
      code: `export async function run(signal, job) { try { await job(signal.value); } finally { await release({ signal: signal.value }, 1); } }`.replaceAll(
        'signal.value',
        'levels',
      ),
    },
  ],
  invalid: [
    {
      name: 'clean-up in finally',
      code: inFinally('await [|release(url, { signal })|];'),
      errors: [{ messageId: 'cancelled', data: { signal: 'signal', ms: 5000 } }],
      output: inFinally('await release(url, { signal: AbortSignal.timeout(5000) });'),
    },
    {
      name: 'a DELETE request in finally, with a time of the options',
      options: [{ timeoutMs: 900 }],
      code: inFinally(`await [|fetch(url, { method: 'DELETE', signal: signal })|];`),
      messageId: 'cancelled',
      output: inFinally(`await fetch(url, { method: 'DELETE', signal: AbortSignal.timeout(900) });`),
    },
    {
      name: 'a wait for the end in finally',
      code: `${ONCE}export async function run(child, signal) { try { await once(child, 'message', { signal }); } finally { child.kill(); await [|once(child, 'exit', { signal })|]; } }`,
      messageId: 'cancelled',
      output: `${ONCE}export async function run(child, signal) { try { await once(child, 'message', { signal }); } finally { child.kill(); await once(child, 'exit', { signal: AbortSignal.timeout(5000) }); } }`,
    },
    {
      name: 'a signal merged from the one that has fired',
      code: inFinally('await [|release(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(50)]) })|];'),
      messageId: 'cancelled',
      output: inFinally('await release(url, { signal: AbortSignal.timeout(5000) });'),
    },
    {
      name: 'a function of the project, by argument',
      code: 'async function unlock(key: string, signal?: AbortSignal) { await fetch(key, { signal }); } export async function run(job, signal: AbortSignal) { try { await job(signal); } finally { await [|unlock(job, signal)|]; } }',
      messageId: 'cancelled',
      output:
        'async function unlock(key: string, signal?: AbortSignal) { await fetch(key, { signal }); } export async function run(job, signal: AbortSignal) { try { await job(signal); } finally { await unlock(job, AbortSignal.timeout(5000)); } }',
    },
    {
      name: 'an option of a parameter',
      code: 'export async function run(job, options) { try { await job(options?.signal); } finally { await [|job.close({ signal: options?.signal })|]; } }',
      messageId: 'cancelled',
      output:
        'export async function run(job, options) { try { await job(options?.signal); } finally { await job.close({ signal: AbortSignal.timeout(5000) }); } }',
    },
    {
      name: 'behind a promise',
      code: 'export const run = (url, signal) => fetch(url, { signal }).finally(() => [|release(url, { signal })|]);',
      messageId: 'cancelled',
      output:
        'export const run = (url, signal) => fetch(url, { signal }).finally(() => release(url, { signal: AbortSignal.timeout(5000) }));',
    },
    {
      name: 'a roll-back in catch',
      code: 'export async function run(db, signal) { try { await db.insert({ signal }); } catch (e) { await [|db.rollback({ signal })|]; throw e; } }',
      messageId: 'cancelled',
      output:
        'export async function run(db, signal) { try { await db.insert({ signal }); } catch (e) { await db.rollback({ signal: AbortSignal.timeout(5000) }); throw e; } }',
    },
    {
      name: 'an abort listener',
      code: `export function run(url, signal: AbortSignal) { signal.addEventListener('abort', async () => { await [|fetch(url, { signal })|]; }); }`,
      messageId: 'cancelled',
      output: `export function run(url, signal: AbortSignal) { signal.addEventListener('abort', async () => { await fetch(url, { signal: AbortSignal.timeout(5000) }); }); }`,
    },
    {
      name: 'the branch for an aborted signal',
      code: 'export async function run(url, signal) { if (signal.aborted) { await [|fetch(url, { signal })|]; } }',
      messageId: 'cancelled',
      output:
        'export async function run(url, signal) { if (signal.aborted) { await fetch(url, { signal: AbortSignal.timeout(5000) }); } }',
    },
    {
      name: 'behind the loop that the stop ends',
      code: 'export async function run(url, job, signal) { while (!signal.aborted) { await job(signal); } await [|fetch(url, { signal })|]; }',
      messageId: 'cancelled',
      output:
        'export async function run(url, job, signal) { while (!signal.aborted) { await job(signal); } await fetch(url, { signal: AbortSignal.timeout(5000) }); }',
    },
    {
      name: 'behind the abort itself',
      code: `class A { #c = new AbortController(); async stop(url) { this.#c.abort(); await [|fetch(url, { signal: this.#c.signal })|]; } }`,
      messageId: 'cancelled',
      output: `class A { #c = new AbortController(); async stop(url) { this.#c.abort(); await fetch(url, { signal: AbortSignal.timeout(5000) }); } }`,
    },
    {
      name: 'the signal of a process, by its own name',
      code: `import { execa } from 'execa'; export async function run(cancelSignal: AbortSignal) { try { await job(cancelSignal); } finally { await [|execa('release', [], { cancelSignal })|]; } }`,
      messageId: 'cancelled',
      output: `import { execa } from 'execa'; export async function run(cancelSignal: AbortSignal) { try { await job(cancelSignal); } finally { await execa('release', [], { cancelSignal: AbortSignal.timeout(5000) }); } }`,
    },
    {
      name: 'behind the abort, in a function that is not called like an end',
      code: `const c = new AbortController(); export async function run(url) { c.abort(); await [|fetch(url, { signal: c.signal })|]; }`,
      messageId: 'cancelled',
      output: `const c = new AbortController(); export async function run(url) { c.abort(); await fetch(url, { signal: AbortSignal.timeout(5000) }); }`,
    },
    {
      name: 'behind the abort, by the name of the signal',
      code: `const c = new AbortController(); const { signal } = c; export async function stop(url) { c.abort(); await [|fetch(url, { signal })|]; }`,
      messageId: 'cancelled',
      output: `const c = new AbortController(); const { signal } = c; export async function stop(url) { c.abort(); await fetch(url, { signal: AbortSignal.timeout(5000) }); }`,
    },
    {
      name: 'behind a wait for the abort',
      code: `${ONCE}export async function serve(server, signal) { await once(signal, 'abort'); await [|server.close({ signal })|]; }`,
      messageId: 'cancelled',
      output: `${ONCE}export async function serve(server, signal) { await once(signal, 'abort'); await server.close({ signal: AbortSignal.timeout(5000) }); }`,
    },
    {
      name: 'strict: any call in finally',
      options: [{ anyCall: true }],
      code: inFinally('await [|tell(url, { signal })|];'),
      messageId: 'cancelled',
      output: inFinally('await tell(url, { signal: AbortSignal.timeout(5000) });'),
    },
  ],
});
