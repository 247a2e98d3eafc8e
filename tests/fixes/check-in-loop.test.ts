import { describe, expect, it } from 'vitest';
import type { FunctionNode, LoopNode, TSESTree } from '../../src/source/types.ts';
import {
  addIteratorOption,
  addIteratorSignal,
  leaveFirst,
  leaveOnMessage,
  replaceTest,
  testSignalInLoop,
  throwInLoop,
} from '../../src/fixes/check-in-loop.ts';
import type { SignalSource } from '../../src/fixes/stop-source.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { findMarked, parseFile } from '../support/parse.ts';

const signal: SignalSource = { text: 'signal', isOptional: false, isOwn: false, edits: () => [] };
const optional: SignalSource = { ...signal, isOptional: true };

function change(text: string, edit: (file: ReturnType<typeof parseFile>, node: never) => unknown): string | null {
  const file = parseFile(text);
  const edits = edit(file, findMarked(file, 'A') as never);
  return edits === null ? null : applyEdits(file.code, edits as Parameters<typeof applyEdits>[1]).replace('/*A*/', '');
}

const test = (text: string, source = signal): string | null =>
  change(text, (file, loop: LoopNode) => testSignalInLoop(file, loop, source));

describe('a test of the signal', () => {
  it.each([
    ['/*A*/while (true) step();', 'while (!signal.aborted) step();'],
    ['/*A*/while(1)step()', 'while(!signal.aborted)step()'],
    ['/*A*/for (;;) step();', 'for (; !signal.aborted;) step();'],
    ["/*A*/for (let a = ';';; a++) step();", "for (let a = ';'; !signal.aborted; a++) step();"],
    ['/*A*/for (; true;) step();', 'for (; !signal.aborted;) step();'],
    ['/*A*/do step(); while (true)', 'do step(); while (!signal.aborted)'],
    ['/*A*/while (running) step();', 'while (running && !signal.aborted) step();'],
    ['/*A*/while (a || b) step();', 'while ((a || b) && !signal.aborted) step();'],
    ['/*A*/while (a && b) step();', 'while (a && b && !signal.aborted) step();'],
    ['/*A*/while (a ?? b) step();', 'while ((a ?? b) && !signal.aborted) step();'],
    ['/*A*/while (a ? b : c) step();', 'while ((a ? b : c) && !signal.aborted) step();'],
  ])('%s', (text, expected) => {
    expect(test(text)).toBe(expected);
  });

  it('asks whether there is a signal where there may be none', () => {
    expect(test('/*A*/while (true) step();', optional)).toBe('while (!signal?.aborted) step();');
  });

  it('is not given where it would lose a comment, or in a loop of another kind', () => {
    expect(test('/*A*/while (a /* b */ && c) step();')).toBeNull();
    expect(
      change('/*A*/for (const a of b) step();', (file, loop: LoopNode) => replaceTest(file, loop, 'c')),
    ).toBeNull();
  });
});

describe('an error at the start of each turn', () => {
  const fail = (text: string): string | null =>
    change(text, (file, loop: LoopNode) => throwInLoop(file, loop, optional));

  it('stands on a line of its own', () => {
    expect(fail('/*A*/for (;;) {\n\tstep();\n}')).toBe('for (;;) {\n\tsignal?.throwIfAborted();\n\tstep();\n}');
    expect(fail('/*A*/for (;;) { step(); }')).toBe('for (;;) { signal?.throwIfAborted(); step(); }');
    expect(fail('/*A*/for (;;) {}')).toBe('for (;;) { signal?.throwIfAborted(); }');
  });

  it('needs a block', () => {
    expect(fail('/*A*/for (;;) step();')).toBeNull();
  });
});

describe('a guard at the start of a function', () => {
  const guard = (text: string): string | null =>
    change(text, (file, fn: FunctionNode) => leaveFirst(file, fn, signal, fn));

  it.each([
    ['/*A*/function tick() {\n  step();\n}', 'function tick() {\n  if (signal.aborted) return;\n  step();\n}'],
    ['/*A*/function tick() { step(); }', 'function tick() { if (signal.aborted) return; step(); }'],
    [
      '/*A*/function tick() {\r\n\tstep();\r\n}',
      'function tick() {\r\n\tif (signal.aborted) return;\r\n\tstep();\r\n}',
    ],
    [
      '/*A*/function tick() { // why\n  step();\n}',
      'function tick() { // why\n  if (signal.aborted) return;\n  step();\n}',
    ],
  ])('%j', (text, expected) => {
    expect(guard(text)).toBe(expected);
  });

  it('makes a body of an expression, unless that stands in parentheses', () => {
    const arrow = (text: string): string | null => {
      const file = parseFile(text);
      const fn = findMarked(file, 'A', 'ArrowFunctionExpression');
      const edits = leaveFirst(file, fn, signal, fn);
      return edits && applyEdits(file.code, edits).replace('/*A*/', '');
    };
    expect(arrow('const tick = /*A*/() => step();')).toBe(
      'const tick = () => { if (signal.aborted) return; step(); };',
    );
    expect(arrow('const tick = /*A*/() => (step());')).toBeNull();
  });
});

describe('options of an iterator', () => {
  const add = (text: string): string | null =>
    change(text, (file, call: TSESTree.CallExpression) => addIteratorOption(file, call, 'signal'));

  it.each([
    ['/*A*/on(bus, name);', 'on(bus, name, { signal });'],
    ['/*A*/setInterval(5);', 'setInterval(5, undefined, { signal });'],
    ['/*A*/on(bus, name, { a });', 'on(bus, name, { a, signal });'],
    ['/*A*/on(bus, name, {});', 'on(bus, name, { signal });'],
  ])('%s', (text, expected) => {
    expect(add(text)).toBe(expected);
  });

  it.each(['/*A*/on();', '/*A*/on(...all);', '/*A*/on(bus, name, options);', '/*A*/on(bus, name, { /* none */ });'])(
    'is not given for %s',
    (text) => {
      expect(add(text)).toBeNull();
    },
  );

  it('with a signal of its own, an iteration ends without an error', () => {
    const file = parseFile('  all: for await (const a of on(bus)) step(a);');
    const loop = file.code.ast.body[0] as unknown as { body: TSESTree.ForOfStatement };
    const edits = addIteratorSignal(file, loop.body.right as TSESTree.CallExpression, signal, loop.body);
    expect(applyEdits(file.code, edits)).toBe(
      [
        '  try {',
        '  all: for await (const a of on(bus, undefined, { signal })) step(a);',
        '  } catch (error) {',
        '    if (!signal.aborted) throw error;',
        '  }',
      ].join('\n'),
    );
  });
});

describe("the owner's message", () => {
  const leave = (text: string): string | null =>
    change(text, (file, loop: TSESTree.ForOfStatement) => leaveOnMessage(file, loop));

  it('ends the iteration', () => {
    expect(leave('/*A*/for await (const [task] of tasks) {\n  step();\n}')).toBe(
      "for await (const [task] of tasks) {\n  if (task === 'stop') break;\n  step();\n}",
    );
  });

  it('has to have a name', () => {
    expect(leave('/*A*/for await (const [{ id }] of tasks) { step(); }')).toBeNull();
    expect(leave('/*A*/for await (const task of tasks) { step(); }')).toBeNull();
    expect(leave('/*A*/for await (const [task] of tasks) step();')).toBeNull();
  });
});
