import { describe, expect, it } from 'vitest';
import { getMembers, getPropertySources } from '../../src/semantics/members.ts';
import { findThisOwner } from '../../src/semantics/classes.ts';
import { getUses } from '../../src/semantics/function-uses.ts';
import { findEnclosingFunction, isFunction } from '../../src/source/predicates.ts';
import type { Node } from '../../src/source/types.ts';
import { findMarked, parseFile, type ParseOptions } from '../support/parse.ts';

/** What the marked member expression may be: the source text of its values, types, elements and functions. */
function getTexts(text: string, options?: ParseOptions): string[] {
  const file = parseFile(text, options);
  const member = findMarked(file, 'A', 'MemberExpression');
  const name = file.code.getText(member.property);
  const sources = getPropertySources(file, member.object, name);
  return [...sources.values, ...sources.types, ...sources.elements, ...sources.functions].map((node) =>
    file.code.getText(node),
  );
}

const TWO =
  'class Pool { constructor() { this.task = new Worker(u); } } class Client { constructor() { this.task = open(); } ';

describe('the members of an object', () => {
  it.each([
    ['of two classes with one field', `${TWO} close() { /*A*/this.task; } }`, ['open()']],
    ['inside an arrow', `${TWO} close() { list.forEach(() => /*A*/this.task); } }`, ['open()']],
    [
      'through a name for this',
      `${TWO} close() { const self = this; on(function () { /*A*/self.task; }); } }`,
      ['open()'],
    ],
    ['in a function that is bound', `${TWO} close() { on(function () { /*A*/this.task; }.bind(this)); } }`, ['open()']],
    [
      'what a compiler makes of await',
      `${TWO} close() { return __awaiter(this, void 0, void 0, function* () { /*A*/this.task; }); } }`,
      ['open()'],
    ],
    ['of an instance', `${TWO} } const client = new Client(); /*A*/client.task;`, ['open()']],
    [
      'of what a factory makes',
      `${TWO} } function make() { return new Client(); } const client = make(); /*A*/client.task;`,
      ['open()'],
    ],
    [
      'of a field that holds an instance',
      `${TWO} } class App { client = new Client(); stop() { /*A*/this.client.task; } }`,
      ['open()'],
    ],
    ['of a class that extends', `${TWO} } class Own extends Client { stop() { /*A*/this.task; } }`, ['open()']],
    [
      'that a class below sets',
      `class A { task = null; stop() { /*A*/this.task; } } class B extends A { task = open(); } class C { task = new Worker(u); }`,
      ['null', 'open()'],
    ],
    ['of a literal', `const a = { task: one() }; const b = { task: two(), stop() { /*A*/this.task; } };`, ['two()']],
    [
      'of two boxes',
      `const chart = shallowRef(); chart.value = one(); const work = shallowRef(); work.value = two(); /*A*/work.value;`,
      ['two()'],
    ],
    [
      'of an old-style class',
      `function A() { this.task = one(); } A.prototype.stop = function () { /*A*/this.task; }; function B() { this.task = two(); }`,
      ['one()'],
    ],
    [
      'of an object that is not known',
      `${TWO} } export function stop(client) { /*A*/client.task; }`,
      ['new Worker(u)', 'open()'],
    ],
    [
      'that the class does not have itself',
      `${TWO} } class Other extends Elsewhere { stop() { /*A*/this.task; } }`,
      ['new Worker(u)', 'open()'],
    ],
    [
      'that is set from outside only',
      `class A { task = null; stop() { /*A*/this.task; } } class B { task = one(); } export function start(a) { a.task = two(); }`,
      ['null', 'two()'],
    ],
    [
      'an override hides what it overrides',
      `class A { run() { return 1; } } class B extends A { run() { return 2; } stop() { /*A*/this.run(); } }`,
      ['() { return 2; }'],
    ],
  ])('%s', (_, text, expected) => {
    expect(getTexts(text)).toEqual(expected);
  });

  it('of a parameter by its type', () => {
    const text = `${TWO} } export function stop(client: Client | null) { /*A*/client.task; }`;
    expect(getTexts(text, { filename: 'x.ts' })).toEqual(['open()']);
  });

  it('by JSDoc, whose types count as annotations do', () => {
    const text = `${TWO} } /** @param {Client} client */ export function stop(client) { /*A*/client.task; }`;
    expect(getTexts(text)).toEqual(['open()']);
    expect(getTexts(`class A { /** @type {Worker} */ task = null; stop() { /*A*/this.task; } }`)).toEqual([
      'null',
      'Worker',
    ]);
  });

  it('are listed by class', () => {
    const file = parseFile('class A { x = 1; y() {} } class /*B*/B { x = 2; }');
    const [, second] = file.code.ast.body;
    expect([...getMembers(file, second as Node)].map(([name, { values }]) => [name, values.length])).toEqual([
      ['x', 1],
    ]);
  });
});

describe('the uses of a method', () => {
  it('are those of its class', () => {
    const file = parseFile(
      'class Menu { /*A*/handle() {} } class Server { constructor() { on(this.handle); } handle() {} } export const f = (x, y = new Menu()) => [x.handle, y.handle];',
    );
    const method = findMarked(file, 'A', 'MethodDefinition').value;
    if (!isFunction(method)) throw new Error('no method');
    expect(getUses(file, method).map((use) => file.code.getText(use))).toEqual(['x.handle', 'y.handle']);
  });
});

describe('the owner of `this`', () => {
  it.each([
    ['a method', 'class A { f() { /*A*/this; } }', 'ClassDeclaration'],
    ['a field', 'class A { f = () => /*A*/this; }', 'ClassDeclaration'],
    ['a literal', 'const a = { f() { /*A*/this; } };', 'ObjectExpression'],
    ['a callback', 'class A { f() { on(function () { /*A*/this; }); } }', undefined],
    ['a method that a compiler describes', "define(A, [{ key: 'f', value: function () { /*A*/this; } }]);", undefined],
    ['the file', '/*A*/this;', undefined],
  ])('%s', (_, text, type) => {
    const file = parseFile(text);
    const self = findMarked(file, 'A', 'ThisExpression');
    expect(findThisOwner(file, self)?.type).toBe(type);
    expect(findEnclosingFunction(self) === null).toBe(text.startsWith('/*A*/'));
  });
});
