import { describe, expect, it } from 'vitest';
import { getFlow, getFlowAround, type Flow } from '../../src/flow/index.ts';
import { walk } from '../../src/source/node-index.ts';
import { findFunctionName, isFunction } from '../../src/source/predicates.ts';
import type { FunctionNode, Node } from '../../src/source/types.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { findMarked, getMarked, parseFile } from '../support/parse.ts';

/**
 * Claims about a program with marks: `A -> B` says that a way exists, `A -x-> B` that none does; `!C,D` names what the
 * way avoids. `entry`, `end` and `throw` are the flow's own. The flow is that of the function `f` or of the top level.
 */
type Row = readonly [title: string, code: string, ...claims: string[]];

const PLAIN: readonly Row[] = [
  ['statements in order', '/*A*/ a(); /*B*/ b();', 'entry -> A', 'A -> B', 'B -x-> A', 'B -> end', 'A -x-> end !B'],
  ['arguments before the call', '/*C*/ f(/*A*/ a(), /*B*/ b());', 'A -> B', 'B -> C', 'C -x-> A', 'A -x-> C !B'],
  ['await after its argument', '/*W*/ await (/*A*/ a());', 'A -> W', 'W -x-> A'],
  ['a path to what is avoided', '/*A*/ a(); /*B*/ b();', 'A -x-> B !B', 'A -> B !A'],
  [
    'the value before the target',
    'x = /*A*/ a(); ({ p = /*B*/ b() } = /*C*/ c());',
    'C -> B',
    'B -x-> C',
    'A -> end !B',
  ],
  [
    'nested functions are not entered',
    '/*F*/ (() => { /*A*/ a(); }); /*B*/ b();',
    'entry -> F',
    'entry -x-> A',
    'A -x-> B',
  ],
  ['dead code', 'function f() { return; /*A*/ a(); }', 'entry -x-> A', 'entry -> end'],
];

const BRANCHES: readonly Row[] = [
  ['if without else', 'if (x) /*A*/ a(); /*B*/ b();', 'entry -> B !A', 'entry -> A', 'A -> B'],
  ['if and else', 'if (x) { /*A*/ a(); } else { /*B*/ b(); } /*C*/ c();', 'entry -x-> C !A,B', 'A -x-> B', 'B -x-> A'],
  ['an if stands for its beginning', '/*I*/ if (/*T*/ t()) /*A*/ a();', 'I -> T', 'T -x-> I', 'entry -x-> A !I'],
  [
    'else if',
    'if (x) /*A*/ a(); else if (y) /*B*/ b(); else /*C*/ c(); /*D*/ d();',
    'entry -> D !A,B',
    'entry -x-> D !A,B,C',
  ],
  ['&&', '/*A*/ a() && /*B*/ b(); /*C*/ c();', 'entry -> C !B', 'entry -x-> C !A'],
  [
    '|| with ! knows what it skips',
    'if (!x || /*A*/ a()) { /*B*/ b(); } else { /*C*/ c(); }',
    'entry -> B !A',
    'entry -x-> C !A',
  ],
  ['&& makes both sides certain', 'if (/*A*/ a() && /*B*/ b()) /*C*/ c();', 'entry -x-> C !B', 'entry -> end !B'],
  [
    'a mixed chain',
    'if ((x && /*A*/ a()) || /*B*/ b()) /*C*/ c();',
    'entry -> C !A',
    'entry -> C !B',
    'entry -x-> C !A,B',
  ],
  ['??', 'const x = y ?? /*A*/ a(); /*B*/ b();', 'entry -> B !A', 'A -> B'],
  ['?.', 'x?.[/*A*/ a()].y(/*B*/ b()); /*C*/ c();', 'entry -> C !A', 'A -> C', 'A -x-> C !B'],
  ['?.()', '/*L*/ x.y?.(/*A*/ a()); /*B*/ b();', 'entry -> B !A', 'entry -> L'],
  ['conditional', 'x ? /*A*/ a() : /*B*/ b(); /*C*/ c();', 'entry -x-> C !A,B', 'entry -> C !A', 'A -x-> B'],
  ['default values', 'function f(x = /*A*/ a()) { const { y = /*B*/ b() } = x; }', 'entry -> end !A,B', 'A -> B'],
  ['??= and friends', 'x ??= /*A*/ a(); y ||= /*B*/ b(); z += /*C*/ c();', 'entry -> end !A,B', 'entry -x-> end !C'],
  [
    'literal conditions',
    'if (false) /*A*/ a(); if (!0) /*B*/ b(); else /*C*/ c();',
    'entry -x-> A',
    'entry -x-> end !B',
    'entry -x-> C',
  ],
];

const SWITCHES: readonly Row[] = [
  [
    'fallthrough, default in the middle, break',
    'switch (x) { case 1: /*A*/ a(); default: /*B*/ b(); break; case /*T*/ t(): /*C*/ c(); } /*D*/ d();',
    'A -> B',
    'B -x-> C',
    'entry -> C !A,B',
    'entry -x-> B !A,T',
    'entry -x-> D !B,C',
    'T -> B',
  ],
  [
    'no default',
    'switch (x) { case 1: /*A*/ a(); break; case 2: /*B*/ b(); } /*C*/ c();',
    'entry -> C !A,B',
    'A -x-> B',
  ],
  ['no cases', 'switch (/*A*/ a()) {} /*B*/ b();', 'A -> B', 'entry -x-> B !A'],
  [
    'continue in a switch',
    'for (const i of x) { switch (i) { case 1: continue; } /*A*/ a(); }',
    'A -> A',
    'entry -> end !A',
  ],
];

const LOOPS: readonly Row[] = [
  ['while', '/*L*/ while (/*T*/ t()) { /*A*/ a(); } /*B*/ b();', 'L -> L', 'L -x-> L !A', 'T -> B !A', 'A -x-> B !T'],
  ['do while', '/*L*/ do { /*A*/ a(); } while (/*T*/ t()); /*B*/ b();', 'entry -x-> B !A', 'A -x-> A !T', 'T -> A'],
  [
    'do while with continue',
    'do { if (x) continue; /*A*/ a(); } while (/*T*/ t());',
    'entry -> end !A',
    'entry -x-> end !T',
  ],
  [
    'for',
    '/*L*/ for (/*I*/ i(); /*T*/ t(); /*U*/ u()) { if (x) continue; /*A*/ a(); }',
    'entry -x-> L !I',
    'L -x-> L !U',
    'L -> L !A',
    'I -x-> I',
    'L -x-> end !T',
    'A -x-> T !U',
  ],
  ['for (;;)', 'for (;;) { /*A*/ a(); } /*B*/ b();', 'A -> A', 'entry -x-> B', 'entry -x-> end'],
  [
    'while (true), while (1), do while (!0)',
    'if (x) { while (true); } else if (y) { while (1); } else { do {} while (!0); }',
    'entry -x-> end',
  ],
  ['do once', 'do { /*A*/ a(); } while (false);', 'A -x-> A', 'A -> end'],
  ['for of', '/*L*/ for (const x of /*R*/ r()) { /*A*/ a(); }', 'R -> end !A', 'A -> A', 'R -x-> R', 'A -x-> A !L'],
  ['for in', 'for (const x in y) { /*A*/ a(); break; }', 'A -x-> A', 'A -> end'],
  ['for await', '/*L*/ for await (const { x = /*D*/ d() } of y) { /*A*/ await a(); }', 'L -> A !D', 'L -> D', 'A -> D'],
  [
    'labels',
    'o: for (;;) { for (;;) { if (x) break o; if (y) continue o; if (z) break; /*A*/ a(); } /*B*/ b(); } /*C*/ c();',
    'A -> C !B',
    'B -> C',
    'A -> A !B',
    'entry -> B !A',
  ],
  [
    'continue of the outer loop',
    'o: while (x) { while (y) { /*A*/ a(); continue o; } /*B*/ b(); }',
    'A -> A !B',
    'A -> B',
  ],
  ['a labelled block', 'l: { if (x) break l; /*A*/ a(); } /*B*/ b();', 'entry -> B !A', 'A -> B'],
  [
    'break in a labelled block in a loop',
    'while (true) { l: { /*A*/ a(); break; } /*B*/ b(); }',
    'A -> end',
    'A -x-> B',
  ],
  [
    'an endless loop with return',
    'function f() { while (true) { /*A*/ a(); if (x) return; /*B*/ b(); } }',
    'A -> end !B',
    'B -x-> end !A',
  ],
];

const TRIES: readonly Row[] = [
  [
    'a call may fail',
    'try { /*A*/ a(); /*B*/ b(); } catch { /*C*/ c(); } /*D*/ d();',
    'entry -> C !B',
    'A -x-> C !B',
    'entry -> D !C',
  ],
  ['a failing point counts as evaluated', 'try { /*A*/ await a; } catch {} /*B*/ b();', 'entry -x-> B !A'],
  ['what fails is not left from', 'try { /*A*/ a(); } catch { /*C*/ c(); } /*D*/ d();', 'A -x-> C', 'A -> D'],
  ['a catch rethrows', 'try { a(); } catch (e) { throw e; } /*B*/ b();', 'entry -> throw', 'entry -> B'],
  ['a catch swallows', 'try { throw x; } catch { /*C*/ c(); } /*B*/ b();', 'entry -x-> throw', 'entry -x-> B !C'],
  ['no implicit throw outside of try', '/*A*/ a(); await b;', 'entry -x-> throw', 'entry -> end'],
  ['an explicit throw', 'if (x) throw /*A*/ a(); /*B*/ b();', 'A -> throw', 'A -x-> B', 'A -x-> end'],
  ['a catch around nothing that we see fail', 'try { x = y.z; } catch { /*C*/ c(); }', 'entry -> C'],
  ['throw in an inner function', 'try { x = () => { throw y; }; } catch {} ', 'entry -x-> throw'],
  [
    'finally on every way out',
    'function f() { try { /*A*/ a(); if (x) return; if (y) throw z; } finally { /*F*/ g(); } /*B*/ b(); }',
    'entry -x-> end !F',
    'entry -x-> throw !F',
    'A -> end !B',
    'A -> throw !B',
    'F -> B',
    'B -x-> F',
    'A -x-> B !F',
  ],
  [
    'a return in try does not go on behind finally',
    'function f() { try { return /*A*/ a(); } finally { /*F*/ g(); } /*B*/ b(); }',
    'A -x-> B',
    'A -> F',
    'entry -x-> B',
    'A -x-> throw',
  ],
  ['finally overrides', 'function f() { try { throw /*A*/ a; } finally { return; } }', 'A -x-> throw', 'A -> end'],
  [
    'finally with continue',
    'while (/*T*/ t()) { try { /*A*/ throw x; } finally { continue; } }',
    'A -> T',
    'A -x-> throw',
  ],
  [
    'break through finally',
    'for (;;) { try { /*A*/ a(); if (x) break; /*B*/ b(); } finally { /*F*/ g(); } /*C*/ c(); } /*D*/ d();',
    'A -> D !B,C',
    'B -x-> D !C',
    'A -x-> D !F',
    'entry -x-> D !A',
  ],
  [
    'catch and finally',
    'try { /*A*/ a(); } catch { /*C*/ c(); throw x; } finally { /*F*/ g(); } /*D*/ d();',
    'C -x-> D',
    'C -> throw',
    'C -x-> throw !F',
    'entry -x-> D !F',
    'A -> D !C',
  ],
  [
    'nested finally',
    'function f() { try { try { return /*A*/ a(); } finally { /*F*/ g(); } } finally { /*G*/ h(); } /*B*/ b(); }',
    'A -x-> end !F',
    'A -x-> end !G',
    'F -> G',
    'A -x-> B',
    'entry -x-> B',
  ],
  [
    'a failure runs inner finally, then outer catch',
    'try { try { /*A*/ a(); } finally { /*F*/ g; } /*B*/ b(); } catch { /*C*/ c(); }',
    'entry -x-> C !F',
    'entry -> C !B',
    'A -x-> C !B',
  ],
  [
    'finally in finally in finally',
    'function f() { try { return; } finally { try { a(); } finally { try { b(); } finally { ' +
      'try { /*A*/ c(); } finally { /*F*/ d(); } } } } /*Z*/ z(); }',
    'entry -> F',
    'entry -x-> end !F',
    'entry -x-> Z',
  ],
];

const NEVER: readonly Row[] = [
  ['process.exit', 'if (x) { /*A*/ process.exit(1); } /*B*/ b();', 'A -x-> B', 'A -> throw', 'A -x-> end'],
  ['process.exit runs no finally', 'try { /*A*/ process.exit(1); } finally { /*F*/ g(); }', 'A -x-> F', 'A -> throw'],
  [
    'others of its kind',
    'if (x) globalThis.process.abort(); else if (y) Deno.exit(); else process.reallyExit();',
    'entry -x-> end',
  ],
  ['exit by name', "import { exit as quit } from 'node:process'; /*A*/ quit();", 'A -x-> end'],
  [
    'a function of type never',
    'function f() { /*A*/ die(); } function die(): never { throw x; }',
    'A -x-> end',
    'A -> throw',
  ],
  ['an arrow of type never', 'const die = (): never => { throw x; }; /*A*/ die();', 'A -x-> end'],
  ['a variable of type never', 'const die: () => never = x; /*A*/ die();', 'A -x-> end'],
  ['a method of type never', 'class C { die(): never { throw x; } f() { /*A*/ this.die(); } }', 'A -x-> end'],
  ['a shadowed name', 'function die(): never { throw x; } function f(die) { /*A*/ die(); }', 'A -> end'],
  [
    'a never function inside try',
    'function die(): never { throw x; } try { /*A*/ die(); } catch { /*C*/ c(); }',
    'A -> C',
    'C -> end',
  ],
  ['exit of something else', '/*A*/ game.exit(); /*B*/ b();', 'A -> B'],
];

const OTHERS: readonly Row[] = [
  ['generators', 'function* f() { while (true) { /*A*/ yield a; /*B*/ b(); } }', 'A -x-> A !B', 'A -x-> end'],
  [
    'classes run keys first, then statics',
    'class C { static x = /*A*/ a(); static { /*B*/ b(); } [/*K*/ k()] = /*I*/ i(); m() { /*M*/ m(); } } /*D*/ d();',
    'K -> A',
    'A -x-> K',
    'A -> B',
    'entry -x-> D !A',
    'entry -x-> D !B',
    'entry -x-> D !K',
    'K -x-> I',
    'K -x-> M',
  ],
  [
    'decorators and extends',
    '@(/*A*/ a()) class C extends (/*B*/ b()) { @(/*E*/ e()) x; } /*D*/ d();',
    'A -> B',
    'B -> E',
    'E -> D',
    'entry -x-> D !E',
  ],
  [
    'TypeScript',
    'enum E { X = /*A*/ a() } namespace N { /*B*/ b(); } interface I {} type T = 1; /*C*/ (c() as any)!;',
    'A -> B',
    'B -> C',
    'A -x-> end !B',
  ],
  ['templates', 'tag`${/*A*/ a()}`; `${/*B*/ b()}`;', 'A -> B', 'entry -x-> end !A', 'entry -x-> end !B'],
  ['exports', 'export const x = /*A*/ a(); export default /*B*/ b();', 'A -> B', 'B -> end'],
  [
    'sequences, spreads, objects',
    '(x, /*A*/ a(), { ...(/*B*/ b()), [/*C*/ c()]: [/*D*/ d()] });',
    'A -> B',
    'B -> C',
    'C -> D',
    'D -x-> A',
  ],
  [
    'deep nesting',
    'function f() { if (a) { for (const b of c) { try { if (b) { while (d) { if (/*A*/ a()) return; /*B*/ ' +
      'b(); } } } finally { /*F*/ g(); } } } /*Z*/ z(); }',
    'B -> Z',
    'B -> A',
    'A -x-> Z !B,F',
    'A -> end !B,Z',
    'A -x-> end !F',
    'entry -> Z !F',
  ],
];

const TABLES = { PLAIN, BRANCHES, SWITCHES, LOOPS, TRIES, NEVER, OTHERS };

for (const [name, rows] of Object.entries(TABLES)) {
  describe(`paths: ${name.toLowerCase()}`, () => {
    it.each(rows.map(([title, code, ...claims]) => ({ title, code, claims })))('$title', ({ code, claims }) => {
      const file = parseFile(code);
      const marks = getMarked(file);
      const flow = getFlow(file, findFunction(file) ?? file.code.ast);
      expect(claims.filter((claim) => !isTrue(flow, marks, claim))).toEqual([]);
    });
  });
}

describe('flow', () => {
  it('is that of the function around a node', () => {
    const file = parseFile('function f() { while (true) {} function g() { /*A*/ a(); } } class C { x = /*B*/ b(); }');
    const [a, b] = [findMarked(file, 'A'), findMarked(file, 'B')];
    expect(getFlowAround(file, a).hasPath('entry', a)).toBe(true);
    expect(getFlowAround(file, a).isReachable(a)).toBe(true);
    expect(getFlowAround(file, b).hasPath('entry', 'end', [b])).toBe(false);
    expect(getFlowAround(file, file.code.ast).isReachable(a)).toBe(false);
    const g = findFunction(file, 'g') as FunctionNode;
    expect(getFlowAround(file, g)).toBe(getFlow(file, findFunction(file) as FunctionNode));
    expect(getFlowAround(file, g).isReachable(g)).toBe(false);
  });

  it('is built once', () => {
    const file = parseFile('a();');
    expect(getFlow(file, file.code.ast)).toBe(getFlowAround(file, file.code.ast.body[0] as Node));
  });

  it('takes a predicate for what to avoid', () => {
    const file = parseFile('/*A*/ a(); if (x) await y; /*B*/ b();');
    const ask = (type: string): boolean =>
      getFlow(file, file.code.ast).hasPath(findMarked(file, 'A'), findMarked(file, 'B'), (node) => node.type === type);
    expect([ask('AwaitExpression'), ask('IfStatement')]).toEqual([true, false]);
  });

  it('reads JSX and with', () => {
    const file = parseFile('const x = <a b={/*A*/ a()}>{/*B*/ b()}</a>; with (/*C*/ c()) d();', {
      filename: 'x.jsx',
      sourceType: 'script',
    });
    const flow = getFlow(file, file.code.ast);
    expect(flow.hasPath(findMarked(file, 'A'), 'end', [findMarked(file, 'B')])).toBe(false);
    expect(flow.hasPath(findMarked(file, 'B'), 'end', [findMarked(file, 'C')])).toBe(false);
  });

  it('goes on behind nodes that nobody knows', () => {
    const file = parseFile('if (true) { return; } /*A*/ a();', { filename: 'x.js' });
    const [unknown] = file.code.ast.body;
    Object.assign(unknown as object, { type: 'NobodyKnowsThis' });
    expect(getFlow(file, file.code.ast).hasPath('entry', findMarked(file, 'A'))).toBe(true);
  });
});

describe('large programs', () => {
  it.each(['x = a + b();', 'a || b();', 'a.b;', 'if (x) a(); else b();'])('deeper than any parser goes: %s', (code) => {
    const file = parseFile(code);
    const [node, key] = findDeep(file);
    const copy = { ...node };
    let chain = copy;
    for (let i = 0; i < 20_000; i += 1) chain = { ...copy, [key]: chain };
    Object.assign(node, { [key]: chain });
    expect(getFlow(file, file.code.ast).hasPath('entry', 'end')).toBe(true);
  });

  it.each([
    ['a long chain of else if', `${'if (x) a(); else '.repeat(500)} b();`],
    ['a long chain of calls', `x${'.a()'.repeat(200)};`],
    ['nested finalizers', `${'try { a(); } finally { '.repeat(60)} b(); ${'}'.repeat(60)}`],
    ['nested tries', `${'try { a(); '.repeat(60)} b(); ${'} finally { c(); }'.repeat(60)}`],
    ['many statements', 'for (;;) { if (x) { break; } try { await a(); } catch { continue; } }\n'.repeat(3_000)],
  ])('%s', (_title, code) => {
    const file = parseFile(`${code}\n/*Z*/ z();`);
    expect(getFlow(file, file.code.ast).hasPath('entry', findMarked(file, 'Z'))).toBe(true);
  });
});

/** The node of a program that is to be nested, and its property that the next one goes into. */
function findDeep(file: SourceFile): [node: Node, key: string] {
  const keys = {
    BinaryExpression: 'left',
    LogicalExpression: 'left',
    MemberExpression: 'object',
    IfStatement: 'alternate',
  };
  for (const node of walk(file.code, file.code.ast)) {
    if (Object.hasOwn(keys, node.type)) return [node, keys[node.type as keyof typeof keys]];
  }
  throw new Error('Nothing to nest');
}

function findFunction(file: SourceFile, name = 'f'): FunctionNode | null {
  for (const node of walk(file.code, file.code.ast)) {
    if (isFunction(node) && findFunctionName(node) === name) return node;
  }
  return null;
}

function isTrue(flow: Flow, marks: ReadonlyMap<string, Node>, claim: string): boolean {
  const [, from, arrow, to, avoided = ''] = /^(\w+) (->|-x->) (\w+)(?: !(.*))?$/.exec(claim) as unknown as string[];
  const get = (name: string): Node => {
    const node = marks.get(name);
    if (!node) throw new Error(`No /*${name}*/`);
    return node;
  };
  const hasPath = flow.hasPath(
    from === 'entry' ? from : get(from as string),
    to === 'end' || to === 'throw' ? to : get(to as string),
    avoided === '' ? [] : avoided.split(',').map(get),
  );
  return hasPath === (arrow === '->');
}
