import { describe, expect, it } from 'vitest';
import { doesYield } from '../../src/facts/loops/yields.ts';
import { getEndless } from '../../src/checks/no-unstoppable-loop/endless.ts';
import { getRetries } from '../../src/checks/no-unstoppable-loop/retries.ts';
import { findMarked, parseFile } from '../support/parse.ts';

/** The forms and lines of what goes round for ever, without regard to where it runs. */
function list(text: string): string[] {
  return getEndless(parseFile(text)).map(({ form, node }) => `${form} ${node.loc.start.line}`);
}

describe('endless loops', () => {
  it.each([
    ['while (true) a();'],
    ['for (;;) a();'],
    ['do a(); while (1);'],
    ['for (;;) { try { a(); } catch { b(); } }'],
    ['for (;;) { try { a(); } finally { b(); } }'],
    ['for (;;) { switch (a()) { case 1: break; } }'],
    ['for (;;) { [1].forEach(() => { return; }); }'],
    ['let on = true; while (on) a(on);'],
    ['let off = false; while (!off && true) a();'],
    ['const a = 1; while (a || b) c();'.replace('|| b', '|| true')],
  ])('%s', (text) => {
    expect(list(text)).toEqual(['loop 1']);
  });

  it.each([
    ['while (a) b();'],
    ['while (false) b();'],
    ['let on = true; while (on) on = a();'],
    ['let on = true; while (on) a(() => { on = false; });'],
    ['let on = true; function stop() { [on] = [false]; } while (on) a();'],
    ['let on; while (on) a();'],
    ['function f(on = true) { while (on) a(); }'],
    ['for (;;) { if (a()) break; }'],
    ['function f() { for (;;) { if (a()) return; } }'],
    ['a: for (;;) { for (;;) { break a; } }'],
    ['for (;;) { try { throw a(); } finally { break; } }'],
    ['function* f() { for (;;) yield a(); }'],
    ['async function* f() { for (;;) yield* a(); }'],
    ['function f(): never { for (;;) a(); }'],
    ['for (;;) signal.throwIfAborted();'],
    ['for (;;) { if (a.next.aborted) break; }'],
    ['async function f() { for (;;) await a(cancelToken); }'],
    ['async function f() { for (;;) await a({ ...options, signal }); }'],
  ])('not %s', (text) => {
    expect(list(text)).toEqual([]);
  });

  it('a loop in a loop that never ends is one more', () => {
    expect(list('while (true) {\n  while (true) a();\n}')).toEqual(['loop 1', 'loop 2']);
  });

  it('a name that leads back to itself ends the question', () => {
    expect(list('async function f() { const a = a.then(b); for (;;) await a; }')).toEqual(['loop 1']);
  });
});

describe('functions that start themselves again', () => {
  it.each([
    'function f() { setTimeout(f, 5); }',
    'function f() { setTimeout(() => f(), 5); }',
    'function f() { setTimeout(() => { f(); }, 5); }',
    'function f() { setTimeout(() => { a(); f(); }, 5); }',
    'function f() { process.nextTick(f); }',
    'function f() { queueMicrotask(f); }',
    'const f = function () { setImmediate(f); };',
    'class A { f() { setTimeout(() => this.f()); } }',
    'class A { #f() { setTimeout(() => this.#f()); } }',
    'const o = { f() { setTimeout(() => this.f()); } };',
    'async function f() { if (a()) b(); await f(); }',
    'function f() { if (a) { setTimeout(f); } else { b(); setTimeout(f); } }'.replace(
      'if (a) { setTimeout(f); } else { b(); setTimeout(f); }',
      'if (a) b(); setTimeout(f);',
    ),
  ])('%s', (text) => {
    expect(list(text)).toEqual(['reschedule 1']);
  });

  it.each([
    'function f() { if (a) setTimeout(f, 5); }',
    'function f() { if (a) return; setTimeout(f, 5); }',
    'function f() { setTimeout(() => { if (a) f(); }, 5); }',
    'function f(signal) { setTimeout(() => { a(); f(); }, 5); }',
    'function f() { setTimeout(() => { a.signal.throwIfAborted(); f(); }, 5); }',
    'function f() { switch (a) { case 1: setTimeout(f, 5); } }',
    'function f() { for (const a of b) setTimeout(f, 5); }',
    'function f() { return setTimeout(f, 5); }',
    'function f() { a.timer = setTimeout(f, 5); }',
    'function f() { a(setTimeout(f, 5)); }',
    'function f(n) { setTimeout(f, 5, n - 1); }',
    'function f() { setTimeout(g, 5); } function g() {}',
    'function f() { g(); } function g() { setTimeout(() => h.f(), 5); }',
    'function f() { f(); }',
    'async function f() { a(f); }',
    'async function f() { await g(() => f()); }',
    'setTimeout(() => a(), 5);',
  ])('not %s', (text) => {
    expect(list(text)).toEqual([]);
  });
});

describe('turns that let a message in', () => {
  const turns = (body: string, head = ''): boolean => {
    const file = parseFile(`${head}\nasync function f() { /*A*/for (;;) { ${body} } }`);
    return doesYield(file, findMarked(file, 'A', 'ForStatement'));
  };
  const TIMERS = "import { setImmediate, setTimeout, scheduler } from 'node:timers/promises';";

  it.each([
    ['await a();', ''],
    ['await a;', ''],
    ['await setImmediate();', TIMERS],
    ['await setTimeout(0);', TIMERS],
    ['await scheduler.yield();', TIMERS],
    ["await readFile('a');", "import { readFile } from 'node:fs/promises';"],
    ['for await (const a of b) c();', ''],
    ['if (a) await b(); else await c();', ''],
    ['await Promise.all([a(), b()]);', ''],
    ['await null; await a();', ''],
  ])('%s', (body, head) => {
    expect(turns(body, head)).toBe(true);
  });

  it.each([
    'a();',
    'await null;',
    'await undefined;',
    'await void 0;',
    'await 5;',
    'await [a];',
    'await Promise.resolve();',
    "await Promise.all([1, 'a']);",
    'await Promise.race([1]);',
    'await queueMicrotask(a);',
    'if (a) await b();',
    'a && (await b());',
    'a(async () => { await b(); });',
    'try { a(); await b(); } catch {}',
  ])('not %s', (body) => {
    expect(turns(body)).toBe(false);
  });
});

describe('retries without a limit', () => {
  const SLEEP = "import { setTimeout as sleep } from 'node:timers/promises';\nasync function f() { ";
  const isRetry = (body: string): boolean => getRetries(parseFile(`${SLEEP}${body} }`)).length > 0;

  it.each([
    'for (;;) { if (await a()) return; await sleep(50); }',
    'while (true) { try { return await a(); } catch { await sleep(50); } }',
    'while (true) { if (a()) break; await sleep(b()); }',
  ])('%s', (body) => {
    expect(isRetry(body)).toBe(true);
  });

  it.each([
    'for (;;) { if (await a()) return; }',
    'for (;;) { if (a.aborted) return; await sleep(50); }',
    'for (;;) { if (++attempts > 5) return; await sleep(50); }',
    'for (;;) { if (Date.now() > deadline) return; await sleep(50); }',
    'for (let i = 0; i < 5; i++) { if (await a()) return; await sleep(50); }',
    'for (let i = 0; ; i++) { if (await a()) return; await sleep(50); }',
    'while (a) { if (await b()) return; await sleep(50); }',
    'for (;;) { if (await a(signal)) return; await sleep(50); }',
  ])('not %s', (body) => {
    expect(isRetry(body)).toBe(false);
  });
});
