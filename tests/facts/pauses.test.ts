import { describe, expect, it } from 'vitest';
import { findFlagTest } from '../../src/facts/signals/flag-test.ts';
import { findRepeat, isBounded, isLastStep } from '../../src/facts/pauses/repeats.ts';
import { getPauses, isShort } from '../../src/facts/pauses/pauses.ts';
import { findMarked, parseFile, type ParseOptions } from '../support/parse.ts';

const IMPORTS = `
import { setTimeout as sleep, setInterval, scheduler } from 'node:timers/promises';
import { execSync } from 'node:child_process';
import { workerData } from 'node:worker_threads';
`;

/** The forms of the pauses, with their delays as they are written. */
function list(text: string, options?: ParseOptions): string[] {
  const file = parseFile(IMPORTS + text, options);
  return getPauses(file).map(({ form, delay }) => (delay ? `${form} ${file.code.getText(delay as never)}` : form));
}

describe('pauses', () => {
  it.each([
    ['await new Promise((r) => setTimeout(r, 5));', 'promise 5'],
    ['await new Promise((r) => { setTimeout(r, a.b); });', 'promise a.b'],
    ['await new Promise((r) => { const t = setTimeout(() => r(), 5); });', 'promise 5'],
    ['await new Promise(function (r) { return globalThis.setTimeout(r, 5); });', 'promise 5'],
    ['await new Promise((r) => setTimeout(r, 5).unref());', 'promise 5'],
    ['await (new Promise((r) => setTimeout(r, 5)) as Promise<void>);', 'promise 5'],
    ['await new Promise((r) => setTimeout(r));', 'promise'],
    ['await sleep(5);', 'sleep 5'],
    ['await sleep(5).catch(a);', 'sleep 5'],
    ['await sleep(5).then(a).finally(b);', 'sleep 5'],
    ['await sleep(5, value);', 'sleep 5'],
    ['await scheduler.wait(5);', 'sleep 5'],
    ["import { promisify } from 'node:util'; await promisify(setTimeout)(5);", 'sleep 5'],
    ["const nap = require('timers/promises').setTimeout; await nap(5);", 'sleep 5'],
    ["const { setTimeout: nap } = await import('node:timers/promises'); await nap(5);", 'sleep 5'],
    ['for await (const a of setInterval(5)) b();', 'iterator 5'],
    ["import delay from 'delay'; await delay(5);", 'sleep 5'],
    ["import { delay } from 'es-toolkit'; await delay(5);", 'sleep 5'],
    ['await Bun.sleep(5);', 'sleep 5'],
    ["import { sleep as nap } from './nap.js'; await nap(5);", undefined],
    ["import { delay } from './time.js'; await delay(5);", 'helper 5'],
    ["import * as time from './time.js'; await time.sleepMs(5);", 'helper 5'],
    ['const nap = (ms) => new Promise((r) => setTimeout(r, ms)); await nap(5);', 'helper 5'],
    ['const nap = (a, ms) => new Promise((r) => setTimeout(r, ms)); await nap(a, 5);', 'helper 5'],
    ['const nap = (ms = 7) => new Promise((r) => setTimeout(r, ms)); await nap();', 'helper 7'],
    ['async function nap() { await new Promise((r) => setTimeout(r, 7)); } await nap();', 'helper 7'],
    ['function run() { return __awaiter(this, void 0, void 0, function* () { yield sleep(5); }); }', 'sleep 5'],
    ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);', 'atomics 5'],
    ['const a = new SharedArrayBuffer(4); const b = new Int32Array(a); Atomics.wait(b, 0, 0, 5);', 'atomics 5'],
    ["import nap from 'atomic-sleep'; nap(5);", 'atomics 5'],
    ['while (Date.now() < end) {}', 'busy'],
    ['while (performance.now() - start < 5);', 'busy'],
    ["execSync('sleep 5');", 'command'],
  ])('%s', (text, expected) => {
    // A helper of another name, or one that does nothing but pause inside another helper, is counted where it is called.
    const found = list(text).filter(
      (pause) => pause !== 'promise ms' && !(expected?.startsWith('helper') && pause === 'promise 7'),
    );
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  it.each([
    'sleep(5);',
    'const a = sleep(5);',
    'await Promise.race([sleep(5), a()]);',
    'await sleep(5, undefined, { signal });',
    'await sleep(5, undefined, options);',
    'await sleep(...args);',
    'await scheduler.wait(5, { signal });',
    'await new Promise((r) => setTimeout(r, 5, value));',
    'await new Promise((r) => setTimeout(() => r(value), 5));',
    'await new Promise((r, fail) => setTimeout(fail, 5));',
    'await new Promise((r) => { a = r; setTimeout(r, 5); });',
    'await new Promise((r) => a.setTimeout(r, 5));',
    'await event.wait(5);',
    'await ctx.sleep(5);',
    'await this.sleep(5);',
    'await delay(5);',
    "import { delay } from './time.js'; await delay(5, signal);",
    "import { delay } from './time.js'; await delay(a, b);",
    "import { delay } from './time.js'; await delay();",
    "import { sleepSeconds } from './time.js'; await sleepSeconds(5);",
    'for await (const a of setInterval(5, null, { signal })) b();',
    'for (const a of setInterval(5)) b();',
    'Atomics.wait(workerData.flag, 0, 0, 5);',
    'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    'const a = new Int32Array(new SharedArrayBuffer(4)); share(a); Atomics.wait(a, 0, 0, 5);',
    'const a = new Int32Array(new SharedArrayBuffer(4)); share(a.buffer); Atomics.wait(a, 0, 0, 5);',
    'export const a = new Int32Array(new SharedArrayBuffer(4)); Atomics.wait(a, 0, 0, 5);',
    'while (Date.now() < end) a();',
    'while (a < b) {}',
    "execSync('git gc');",
    'function* f() { yield sleep(5); }',
  ])('not %s', (text) => {
    expect(list(text)).toEqual([]);
  });

  it('of the settings', () => {
    const settings = { graceful: { sleeps: [{ module: '@acme/time', name: 'rest' }] } };
    expect(list("import { rest } from '@acme/time'; await rest(5);", { settings })).toEqual(['sleep 5']);
  });
});

describe('the place of a pause', () => {
  const at = <T>(text: string, ask: (file: ReturnType<typeof parseFile>, node: never) => T): T => {
    const file = parseFile(text);
    return ask(file, findMarked(file, 'A', 'CallExpression') as never);
  };

  it.each([
    ['for (;;) await /*A*/s();', true],
    ['for (const a of b) { if (c) await /*A*/s(); }', true],
    ['for (const a of /*A*/s()) b();', false],
    ['for (;;) b(async () => { await /*A*/s(); });', false],
    ['async function f() { await /*A*/s(); return f(); }', true],
    ['async function f() { await /*A*/s(); }', false],
  ])('is repeated: %s', (text, expected) => {
    expect(at(text, findRepeat) !== null).toBe(expected);
  });

  it.each([
    ['while (Date.now() < end) await /*A*/s();', true],
    ['while (!deadline.passed) await /*A*/s();', true],
    ['for (; elapsed < max;) await /*A*/s();', true],
    ['while (running) await /*A*/s();', false],
    ['for (const a of timeouts) await /*A*/s();', false],
    ['while (running.size > 0) { await /*A*/s(); }', true],
    ['while (!workers.every((w) => w.stopped)) await /*A*/s();', true],
    ['while (queue.length > 0) { work(queue.shift()); await /*A*/s(); }', false],
    ['while (queue.length === 0) await /*A*/s();', false],
    ['for (;;) await /*A*/s();', false],
  ])('ends by itself: %s', (text, expected) => {
    expect(at(text, isBounded)).toBe(expected);
  });

  it.each([
    ['async function f() { await /*A*/s(); throw a; }', true],
    ['async function f() { await /*A*/s(); process.exit(1); }', true],
    ['async function f() { for (;;) { await /*A*/s(); throw a; } }', false],
    ['async function f() { await /*A*/s(); a(); }', false],
  ])('is the last step: %s', (text, expected) => {
    expect(at(text, (_, node) => isLastStep(node))).toBe(expected);
  });

  it.each([
    ["let on = true; process.on('SIGTERM', () => { on = false; }); while (on) await /*A*/s();", 'on 1'],
    ["let on = true; parentPort.on('message', () => { on = false; }); while (on) await /*A*/s();", 'on 1'],
    ["let on = true; signal.addEventListener('abort', () => { on = false; }); while (on) await /*A*/s();", 'on 1'],
    ['let on = true; export function stop() { on = false; } while (on) await /*A*/s();', 'on 1'],
    ["let on = false; process.on('SIGTERM', () => { on = false; }); on = true; while (on) await /*A*/s();", 'on -'],
    [
      "async function f() { let on = true; process.on('SIGTERM', () => { on = false; }); while (on) await /*A*/s(); }",
      'on -',
    ],
    ['class B { on = true; stop() { this.on = false; } async f() { while (this.on) await /*A*/s(); } }', 'this.on -'],
    ['class B { on = true; abort() { this.on = false; } async f() { while (this.on) await /*A*/s(); } }', 'this.on -'],
    ['class B extends C { async f() { while (!this.closed) await /*A*/s(); } }', 'this.closed -'],
    ['class B extends C { closed = false; async f() { while (!this.closed) await /*A*/s(); } }', null],
    ['class B { async f() { while (!this.closed) await /*A*/s(); } }', null],
    ['class B extends C { isClosed() {} async f() { while (!this.isClosed()) await /*A*/s(); } }', null],
    ['class B extends C { async f() { while (!this.value) await /*A*/s(); } }', null],
    ['async function f(a) { do { a.abort.throwIfAborted(); await /*A*/s(); } while (b); }', 'a.abort.throwIfAborted -'],
    ['class B { async f() { while (!this.a.signal.aborted) await /*A*/s(); } }', 'this.a.signal.aborted -'],
    ['async function f() { const a = { signal: b() }; while (!a.signal.aborted) await /*A*/s(); }', null],
    [
      'const a = { signal: b() }; async function f() { while (!a.signal.aborted) await /*A*/s(); }',
      'a.signal.aborted -',
    ],
    ['async function f() { while (!c().signal.aborted) await /*A*/s(); }', null],
    ['let on = true; a(() => { on = false; }); while (on) await /*A*/s();', null],
    [
      "let on = true; process.on('SIGTERM', () => { on = false; }); while (on && !signal.aborted) await /*A*/s();",
      null,
    ],
    ['let on = true; while (on) await /*A*/s();', null],
  ])('waits for a flag: %s', (text, expected) => {
    const flag = at(text, findFlagTest);
    expect(flag && `${flag.text} ${flag.writes?.length ?? '-'}`).toBe(expected);
  });

  it.each([
    ['99', true],
    ['100', true],
    ['101', false],
    ['0', true],
    ['5 * 10', true],
    ['a', false],
    ['16 - a', true],
    ['a - 16', false],
    ['Math.random() * 10', true],
    ['Math.random() * 200', false],
    ['Math.random() * a', false],
    ['Math.min(a, 50)', true],
    ['Math.min(a, b)', false],
    ['Math.max(a, 50)', false],
  ])('is short: sleep(%s)', (delay, expected) => {
    const file = parseFile(`${IMPORTS}await sleep(${delay});`);
    expect(isShort(getPauses(file)[0]!, 100)).toBe(expected);
  });
});
