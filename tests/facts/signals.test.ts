import { describe, expect, it } from 'vitest';
import { findWayOut, planAbort } from '../../src/facts/signals/abort-plan.ts';
import { getSignals } from '../../src/facts/signals/signals.ts';
import { takesSignal } from '../../src/facts/signals/signals.ts';
import { findMarked, parseFile } from '../support/parse.ts';

function signals(text: string): string[] {
  const file = parseFile(text);
  return getSignals(file, findMarked(file, 'A')).map(
    ({ text: name, isOptional, isOwn }) => `${name}${isOptional ? '?' : ''}${isOwn ? ' own' : ''}`,
  );
}

describe('signals in scope', () => {
  it.each([
    ['function f(signal) { /*A*/a(); }', ['signal']],
    ['function f(stopSignal, { signal }) { /*A*/a(); }', ['stopSignal', 'signal?']],
    ['function f(x: AbortSignal) { /*A*/a(); }', ['x']],
    ['function f(x?: AbortSignal) { /*A*/a(); }', ['x?']],
    ['function f(x: AbortSignal | undefined) { /*A*/a(); }', ['x?']],
    ['function f({ signal } = {}) { /*A*/a(); }', ['signal?']],
    ['function f({ signal: x }: { signal: AbortSignal }) { /*A*/a(); }', []],
    ['function f(o) { b(o.signal.aborted); /*A*/a(); }', ['o.signal?']],
    ['function f(o?: { signal?: AbortSignal }) { /*A*/a(); }', ['o?.signal?']],
    ['function f(o) { const s = o.signal; /*A*/a(); }', []],
    ['function f(o) { const signal = o.signal; /*A*/a(); }', ['signal?']],
    ['function f(o) { const signal = o.controller.signal; /*A*/a(); }', ['signal']],
    ['const c = new AbortController(); /*A*/a();', ['c.signal own']],
    ['const c = new AbortController(); function f() { /*A*/a(); }', ['c.signal own']],
    [
      'const c = new AbortController(); const { signal } = c; function f() { /*A*/a(); }',
      ['c.signal own', 'signal? own'],
    ],
    ['function f() { const c = new AbortController(); return () => { /*A*/a(); }; }', ['c.signal own']],
    ['class A { #c = new AbortController(); f() { /*A*/a(); } }', ['this.#c.signal own']],
    ['class A { constructor(s: AbortSignal) { this.s = s; } s: AbortSignal; f() { /*A*/a(); } }', ['this.s? own']],
    ['class A { c = new AbortController(); f = () => { /*A*/a(); }; }', ['this.c.signal own']],
    ['function f(signal) { return (signal) => { /*A*/a(); }; }', ['signal']],
  ])('%s', (text, expected) => {
    expect(signals(text)).toEqual(expected);
  });

  it.each([
    "child.on('exit', (code, signal) => { /*A*/a(); });",
    "process.on('SIGTERM', (signal) => { /*A*/a(); });",
    "function stop(signal) { /*A*/a(); } process.on('SIGTERM', stop);",
    "function f(signal) { if (signal === 'SIGINT') b(); /*A*/a(); }",
    'function f(signal) { switch (signal) {} /*A*/a(); }',
    'function f(signal) { process.kill(1, signal); /*A*/a(); }',
    "function f(signal) { b('got ' + signal); /*A*/a(); }",
    'function f(signal: NodeJS.Signals) { /*A*/a(); }',
    'function f() { const c = new AbortController(); /*A*/a(); }',
    'function f() { const signal = AbortSignal.timeout(5); /*A*/a(); }',
    'function f() { /*A*/a(); const signal = b.signal; }',
    'function f(signals, signalName) { /*A*/a(); }',
    'class A { c = new AbortController(); f() { return function () { /*A*/a(); }; } }',
    'class A { f() { /*A*/a(); } } class B { c = new AbortController(); }',
    'const o = { c: new AbortController() }; class A { f() { /*A*/a(); } }',
  ])('none in %s', (text) => {
    expect(signals(text)).toEqual([]);
  });
});

describe('calls that get a signal', () => {
  const takes = (text: string): boolean => {
    const file = parseFile(text);
    return takesSignal(file, findMarked(file, 'A', 'CallExpression'));
  };

  it.each([
    '/*A*/a(signal);',
    '/*A*/a(5, { signal });',
    '/*A*/a({ b, signal: c.signal });',
    '/*A*/a(controller.signal);',
    '/*A*/a(this.#abort);',
    '/*A*/a(cancellationToken);',
    '/*A*/a({ ...options });',
    '/*A*/a(getSignal());',
    'const o = { signal }; /*A*/a(o);',
    '/*A*/a(...[], signal!);',
    '/*A*/a({ signal: undefined });',
  ])('%s', (text) => {
    expect(takes(text)).toBe(true);
  });

  it.each([
    '/*A*/a();',
    '/*A*/a(5, options);',
    '/*A*/a({ b: 1 });',
    "/*A*/a('signal');",
    'const o = { b }; /*A*/a(o);',
  ])('not %s', (text) => {
    expect(takes(text)).toBe(false);
  });
});

describe('what an abort has to end', () => {
  const plan = (text: string, isOwn = false): string | null => {
    const file = parseFile(text);
    const whole = findMarked(file, 'A', 'CallExpression');
    const call = whole.callee.type === 'MemberExpression' ? whole.callee.object : whole;
    const found = planAbort(file, call, { text: 'signal', isOwn });
    if (!found) return null;
    const { isQuiet, iteration, leave } = found;
    return [isQuiet && 'quiet', iteration && 'iteration', leave && `${leave.at.type}: ${leave.how}`]
      .filter(Boolean)
      .join(', ');
  };
  const inLoop = (body: string): string => `async function f() { for (;;) { ${body} } }`;

  it.each([
    ['async function f() { await /*A*/a(); }', ''],
    [inLoop('await /*A*/a();'), ''],
    [inLoop('try { await /*A*/a(); } catch { b(); }'), 'CatchClause: break;'],
    [inLoop('try { await /*A*/a(); } catch { return; }'), ''],
    [inLoop('try { await /*A*/a(); } catch { break; }'), ''],
    [inLoop('try { await /*A*/a(); } catch (e) { throw e; }'), ''],
    [inLoop('try { await /*A*/a(); } catch (e) { if (e.code !== "ABORT_ERR") b(); }'), ''],
    [inLoop('try { await /*A*/a(); } catch (e) { if (isAbortError(e)) throw e; }'), ''],
    [inLoop('try { await /*A*/a(); } catch { continue; } break;'), 'CatchClause: break;'],
    [inLoop('try { try { await /*A*/a(); } catch (e) { throw e; } } catch {}'), 'CatchClause: break;'],
    [inLoop('try { try { await /*A*/a(); } finally { b(); } } catch {}'), 'CatchClause: break;'],
    [inLoop('try { await /*A*/a(); } catch {} if (signal.aborted) break;'), ''],
    [inLoop('try { await /*A*/a(); } catch {} if (other.aborted) break;'), 'CatchClause: break;'],
    ['async function f() { try { for (;;) await /*A*/a(); } catch {} }', ''],
    ['async function f() { while (b) { try { for (;;) await /*A*/a(); } catch {} } }', 'CatchClause: break;'],
    ['async function f() { for (;;) for (;;) { try { await /*A*/a(); } catch {} } }', 'CatchClause: return;'],
    ['async function f() { o: for (;;) for (;;) { try { await /*A*/a(); } catch {} } }', 'CatchClause: break o;'],
    [
      'async function f() { for (;;) for (;;) { if (b) return 1; try { await /*A*/a(); } catch {} } }',
      'CatchClause: null',
    ],
    [inLoop('await /*A*/a().catch(() => {});'), 'ExpressionStatement: break;'],
    [inLoop('await /*A*/a().then(b, c);'), null],
    [inLoop('await /*A*/a().then(b);'), ''],
    [inLoop('if (await /*A*/a().catch(() => {})) b();'), null],
    ['async function f() { await /*A*/a().catch(() => {}); }', null],
    ['async function f() { try { await /*A*/a(); } catch (e) { log(e); } }', null],
    ['async function f() { await /*A*/a(); } void f();', null],
    ['async function f() { await /*A*/a(); } await f();', ''],
    ['async function f() { while (!signal.aborted) await /*A*/a(); } void f();', 'quiet'],
    ['async function f() { try { await /*A*/a(); } catch {} await f(); }', 'CatchClause: return;'],
  ])('%s', (text, expected) => {
    expect(plan(text)).toBe(expected);
  });

  it.each([
    ['async function f() { await /*A*/a(); }', null],
    [inLoop('await /*A*/a();'), 'quiet, ExpressionStatement: break;'],
    // What stands behind goes on with what the loop has come to, unless a stop is what ended it.
    ['async function f() { for (;;) { if (c()) break; await /*A*/a(); } use(); }', null],
    [
      'async function f() { for (;;) { if (closed) break; await /*A*/a(); } end(); }',
      'quiet, ExpressionStatement: break;',
    ],
    ['async function f() { for (;;) { if (c()) break; await /*A*/a(); } }', 'quiet, ExpressionStatement: break;'],
    ['async function f() { for (;;) { if (c()) return; await /*A*/a(); } }', 'quiet, ExpressionStatement: break;'],
    [inLoop('await /*A*/a(); if (signal.aborted) return;'), 'quiet'],
    [inLoop('const b = await /*A*/a();'), null],
    ['async function f() { for (;;) for (;;) { if (b) return 1; await /*A*/a(); } }', null],
    ['async function f() { for await (const b of /*A*/a()) c(); }', 'iteration'],
    ['async function f() { try { for await (const b of /*A*/a()) c(); } catch {} }', ''],
  ])("with a signal of the file's own: %s", (text, expected) => {
    expect(plan(text, true)).toBe(expected);
  });

  it('a woken wait on a flag leaves a loop that does not look at one', () => {
    const out = (text: string): string | null | undefined => {
      const file = parseFile(text);
      return findWayOut(file, findMarked(file, 'A', 'CallExpression'));
    };
    expect(out('for (;;) /*A*/a();')).toBe('break;');
    expect(out('/*A*/a();')).toBeNull();
    expect(out('for (;;) { if (c()) break; /*A*/a(); } use();')).toBeUndefined();
    expect(out('while (Atomics.load(b, 0) === 0) /*A*/a();')).toBeNull();
  });
});
