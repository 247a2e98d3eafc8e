import { describe, expect, it } from 'vitest';
import { canCycleWithout, findLoopExits } from '../../src/flow/index.ts';
import type { LoopNode } from '../../src/source/types.ts';
import { findMarked, getMarked, parseFile } from '../support/parse.ts';

/** A loop marked `L`, and the texts of the nodes that leave it. */
const EXITS: readonly (readonly [title: string, code: string, ...exits: string[]])[] = [
  ['none', '/*L*/ while (true) { a(); }'],
  ['a test', '/*L*/ while (x && y) { a(); }', 'x && y'],
  ['tests of for and do', '/*L*/ for (;x < 1;) { do {} while (y); }', 'x < 1'],
  [
    'break, return, throw',
    'function f() { /*L*/ for (;;) { if (x) break; if (y) return 1; throw z; } }',
    'break;',
    'return 1;',
    'throw z;',
  ],
  ['only reachable ones', 'function f() { /*L*/ for (;;) { continue; break; } }'],
  ['a dead loop', 'function f() { return; /*L*/ for (;;) { break; } }'],
  ['a break of something inside', '/*L*/ for (;;) { switch (x) { case 1: break; } for (;;) break; l: { break l; } }'],
  ['a labelled break from inside', 'l: /*L*/ for (;;) { for (;;) { if (x) break l; } }', 'break l;'],
  ['a continue of the outer loop', 'l: for (;;) { /*L*/ for (;;) { if (x) continue l; } }', 'continue l;'],
  ['a throw that is caught inside', '/*L*/ for (;;) { try { throw x; } catch {} }'],
  ['a throw that is caught outside', 'try { /*L*/ for (;;) { if (x) throw y; } } catch {}', 'throw y;'],
  ['a rethrow', '/*L*/ for (;;) { try { a(); } catch (e) { if (b) throw e; } }', 'throw e;'],
  ['a call that fails is none', 'try { /*L*/ for (;;) { a(); } } catch {}'],
  ['a call that fails in try and finally is none', 'try { /*L*/ for (;;) { try { a(); } finally { b(); } } } catch {}'],
  ['calls that never return', '/*L*/ for (;;) { if (x) process.exit(); }', 'process.exit()'],
  ['the end of the values', '/*L*/ for await (const x of y) {}', 'for await (const x of y) {}'],
  [
    'through finally inside',
    'function f() { /*L*/ for (;;) { try { if (x) return; if (y) break; } finally { a(); } } }',
    'return;',
    'break;',
  ],
  ['through finally outside', 'function f() { try { /*L*/ for (;;) { if (x) return; } } finally { a(); } }', 'return;'],
  ['a finally that takes the exit back', 'function f() { /*L*/ for (;;) { try { return; } finally { continue; } } }'],
  [
    'a loop in a finally',
    'function f() { try { a(); return; } finally { /*L*/ for (;;) { if (x) break; } } }',
    'break;',
  ],
];

describe('findLoopExits', () => {
  it.each(EXITS.map(([title, code, ...exits]) => ({ title, code, exits })))('$title', ({ code, exits }) => {
    const file = parseFile(code);
    const loop = findMarked<LoopNode['type']>(file, 'L');
    expect(findLoopExits(file, loop).map((node) => file.code.getText(node))).toEqual(exits);
  });
});

/** A loop marked `L`, whether a turn is possible at all, and whether one is that avoids `A` and `B`. */
const TURNS: readonly (readonly [title: string, code: string, turns: boolean, without: boolean])[] = [
  ['a check on every turn', '/*L*/ while (true) { /*A*/ a(); }', true, false],
  ['a check in the test', '/*L*/ while (!/*A*/ a()) { b(); }', true, false],
  ['a check on some turns', '/*L*/ while (true) { if (x) continue; /*A*/ a(); }', true, true],
  ['a check on each branch', '/*L*/ while (true) { if (x) { /*A*/ a(); continue; } /*B*/ b(); }', true, false],
  ['a check behind &&', '/*L*/ while (true) { x && /*A*/ a(); }', true, true],
  ['a loop that ends in its first turn', '/*L*/ while (true) { a(); break; }', false, false],
  [
    'a check in an inner loop that may not turn',
    '/*L*/ while (true) { for (const x of y) { /*A*/ a(); } }',
    true,
    true,
  ],
  ['a turn by way of the outer loop is none', 'for (;;) { /*A*/ a(); /*L*/ for (;;) { break; } }', false, false],
  ['a check outside', 'for (;;) { /*A*/ a(); /*L*/ while (x) {} }', true, true],
  ['a wait that fails and is swallowed', '/*L*/ while (true) { try { /*A*/ await a; } catch {} }', true, false],
  ['a failure before the check', '/*L*/ while (true) { try { await b; /*A*/ a(); } catch {} }', true, true],
  [
    'a check in finally',
    '/*L*/ while (true) { try { await b; if (x) continue; } finally { /*A*/ a(); } }',
    true,
    false,
  ],
  ['a loop in a finally', 'function f() { try { return; } finally { /*L*/ for (;;) { /*A*/ a(); } } }', true, false],
  ['a check in a nested function', '/*L*/ while (true) { x(() => { /*A*/ a(); }); }', true, true],
];

describe('canCycleWithout', () => {
  it.each(TURNS.map(([title, code, turns, without]) => ({ title, code, turns, without })))('$title', (row) => {
    const file = parseFile(row.code);
    const marks = getMarked(file);
    const loop = marks.get('L') as LoopNode;
    expect(canCycleWithout(file, loop, [])).toBe(row.turns);
    const checks = [...marks].filter(([name]) => name !== 'L').map(([, node]) => node);
    expect(canCycleWithout(file, loop, checks)).toBe(row.without);
  });
});
