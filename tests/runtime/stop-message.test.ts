import { describe, expect, it } from 'vitest';
import { isLoopAt } from '../../src/runtime/in-loop.ts';
import { DEFAULTS } from '../../src/runtime/options.ts';
import { createStopTest } from '../../src/runtime/stop-message.ts';

describe('messages that ask for a stop', () => {
  const isStop = createStopTest(DEFAULTS.stopWords);

  it.each([
    'stop',
    'shutdown',
    'please-exit',
    { type: 'stop' },
    { cmd: 'shutdown', graceMs: 100 },
    { stop: true },
    { shutdown: 1 },
    ['stop'],
    'SIGTERM',
    { type: 'stop', id: 5 },
    { type: 'graceful-shutdown' },
    'shutdown gracefully',
  ])('%j does', (message) => {
    expect(isStop(message)).toBe(true);
  });

  it.each([
    'task',
    'stop it now, please',
    5,
    null,
    { type: 'close', file: 3 },
    { stop: 3 },
    ['stop', 'a.txt'],
    { type: 'cancel', id: 5 },
    new Uint8Array(4),
    { type: 'task' },
  ])('%j does not', (message) => {
    expect(isStop(message)).toBe(false);
  });

  it('calls no getter', () => {
    const message = {
      get type(): string {
        throw new Error('called');
      },
    };
    expect(isStop(message)).toBe(false);
  });
});

describe('a place in a loop', () => {
  it.each([
    ['while (true) { @x }', true],
    ['while (a) @b;', true],
    ['do { @x } while (a)', true],
    ['for (const a of b) if (c) { @d }', true],
    ['for await (const x of y) {\n  @z\n}', true],
    ['while (true) { x }\n@y', false],
    ['while (a) b; @c', false],
    ['if (a) { @b }', false],
    ['while (lock() !== 0) wait();\n@book()', false],
    ["'while (' + a; { @b }", false],
    ['// while (\n{ @b }', false],
  ])('%j: %s', (marked, expected) => {
    const before = marked.slice(0, marked.indexOf('@')).split('\n');
    const at = [before.length, (before.at(-1) as string).length + 1] as const;
    expect(isLoopAt(marked.replace('@', ''), ...at)).toBe(expected);
  });
});
