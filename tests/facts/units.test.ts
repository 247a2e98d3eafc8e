import { describe, expect, it } from 'vitest';
import { findSlot, isKept, isNamedElsewhere, type Slot } from '../../src/facts/units/slots.ts';
import { findUnit, listSlotsOf, listUsesIn, type Unit } from '../../src/facts/units/units.ts';
import { parseMarked } from '../support/parse.ts';
import type { SourceFile } from '../../src/source/source-file.ts';

function ask(marked: string): { file: SourceFile; slot: Slot; unit: Unit } {
  const { file, nodes } = parseMarked(marked);
  const slot = findSlot(file, nodes[0]!);
  if (!slot) throw new Error('no slot');
  return { file, slot, unit: findUnit(file, slot) };
}

describe('what holds a value', () => {
  it.each([
    ['a field of a class', 'class A { #t; run() { [|this.#t|] = 1; } stop() { clear(this.#t); } }', 'class'],
    [
      'a variable of a factory',
      'function make() { let t; return { run() { [|t|] = 1; }, stop() { clear(t); } }; }',
      'closure',
    ],
    [
      'a variable of the file',
      'let t; export const run = () => { [|t|] = 1; }; export const stop = () => clear(t);',
      'module',
    ],
    ['a variable of an effect', 'useEffect(() => { let t; t = 1; return () => clear([|t|]); }, [])', 'effect'],
    [
      'an object of the file',
      'const s = { t: null }; function run() { [|s.t|] = 1; } function stop() { clear(s.t); }',
      'module',
    ],
    [
      'a field by another name for this',
      'class A { run() { const me = this; on(() => { [|me.t|] = 1; }); } stop() { clear(this.t); } }',
      'class',
    ],
    ['a field of the class above', 'class B { t = 1; } class A extends B { stop() { clear([|this.t|]); } }', 'class'],
  ])('%s', (_, code, kind) => {
    const { slot, unit } = ask(code);
    expect(unit.kind).toBe(kind);
    expect(isKept(slot)).toBe(true);
    expect(unit.stops.some((stop) => listUsesIn(stop, slot).length > 0)).toBe(true);
  });

  it.each([
    ['a variable of one call', 'function run() { const [|t|] = 1; return t; }', false],
    ['what another object has of that name', 'class A { run() { [|this.t|] = 1; } } other.t = null;', true],
  ])('%s', (_, code, isElsewhere) => {
    const { file, slot } = ask(code);
    expect(isNamedElsewhere(file, slot)).toBe(isElsewhere);
    if (!isElsewhere) expect(isKept(slot)).toBe(false);
  });

  it('knows what is read, what is written, and the value', () => {
    const { file, slot } = ask(
      'let t = one(); function run() { use([|t|]); t = two(); t ??= three(); t++; [t] = list; }',
    );
    const uses = slot.uses.map(({ isRead, isWrite, value }) => [isRead, isWrite, value && file.code.getText(value)]);
    expect(uses).toEqual([
      [false, true, 'one()'],
      [true, false, null],
      [false, true, 'two()'],
      [true, true, 'three()'],
      [true, true, null],
      [false, true, null],
    ]);
  });
});

describe('stops', () => {
  it.each([
    ['by name', 'class A { t; async stop() { [|this.t|]; } }', ['name']],
    ['asyncDispose', 'class A { t; async [Symbol.asyncDispose]() { [|this.t|]; } }', ['name']],
    [
      'through other methods and callbacks',
      'class A { t; stop() { this.all.forEach((x) => this.#one(x)); } #one() { [|this.t|]; } }',
      ['name'],
    ],
    [
      'an abort listener',
      'function run(signal) { let t; signal.addEventListener("abort", () => { [|t|]; }); }',
      ['abort'],
    ],
    ['a process signal', 'let t; process.on("SIGTERM", () => { [|t|]; });', ['signal']],
    ['none', 'class A { t; run() { [|this.t|]; } }', []],
  ])('%s', (_, code, by) => {
    const { slot, unit } = ask(code);
    expect(unit.stops.filter((stop) => listUsesIn(stop, slot).length > 0).map((stop) => stop.by)).toEqual(by);
  });

  it('an end is told from what clears a part', () => {
    const { unit } = ask('class A { t; clearCache() { [|this.t|]; } close() {} killAll() {} }');
    expect(unit.stops.map(({ name, isEnd, isKill }) => [name, isEnd, isKill])).toEqual([
      ['clearCache', false, false],
      ['close', true, false],
      ['killAll', false, true],
    ]);
  });

  it('the slots that a stop names', () => {
    const { file, unit } = ask(
      'class A { t; u; stop() { [|this.t|] = null; this.#rest(); } #rest() { clear(this.u); } }',
    );
    expect([...listSlotsOf(file, unit.stops[0]!)].map(({ name }) => name)).toEqual(expect.arrayContaining(['t', 'u']));
  });
});
