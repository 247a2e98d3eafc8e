import { describe, expect, it } from 'vitest';
import { holdsAny, holdsAt } from '../../src/source/text-gate.ts';
import { parseFile } from '../support/parse.ts';

describe('text gate', () => {
  it.each([
    ['signal();', true],
    ["import 'signal';", true],
    ['// signal\nrun();', false],
    ['/* signal signal */ /** signal */ run();', false],
    ['/* signal */ signal(); /* signal */', true],
    ['run(); // a\nsignal();', true],
    ["const url = 'http://signal';", true],
    ['run();', false],
  ])('%j: %j', (code, expected) => {
    const file = parseFile(code);
    expect(holdsAny(file, ['nowhere', 'signal'])).toBe(expected);
    expect(holdsAt(file, 'signal', /signal\b/y)).toBe(expected);
  });

  it('looks on behind a place that does not match', () => {
    const file = parseFile('whileAway(); /* while (a) */ while (b) run();');
    expect(holdsAt(file, 'while', /while\s*\(a/y)).toBe(false);
    expect(holdsAt(file, 'while', /while\s*\(b/y)).toBe(true);
  });
});
