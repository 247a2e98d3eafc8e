import { describe, expect, it } from 'vitest';
import { getCallsNamed } from '../../src/source/calls-named.ts';
import { parseFile } from '../support/parse.ts';

describe('calls by name', () => {
  it.each([
    ['stop();', ['stop()']],
    [
      "a.stop(); a['stop'](); a?.stop?.(1); (a.b as T).stop!();",
      ['a.stop()', "a['stop']()", 'a?.stop?.(1)', '(a.b as T).stop!()'],
    ],
    ['start(stop(2)); stop(1);', ['start(stop(2))', 'stop(2)', 'stop(1)']],
    ['// stop()\nconst a = "stop()"; unstop(); stopped(); $stop(); stop.then(); new stop(); stop;', []],
    ['class A { stop() { this.#stop(); } #stop() {} }', []],
    ['const a = `${stop()}`;', ['stop()']],
  ])('%s', (text, expected) => {
    const file = parseFile(text, { filename: 'a.ts' });
    expect(getCallsNamed(file, ['stop', 'start']).map((call) => file.code.getText(call))).toEqual(expected);
  });
});
