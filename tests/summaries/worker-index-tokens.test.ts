import { describe, expect, it } from 'vitest';
import { Source } from '../../src/summaries/source.ts';

/** The words of a text with their kinds, as `name:a`. */
function split(text: string): string[] {
  const source = new Source('/x.js', text);
  return Array.from({ length: source.length }, (_, i) => `${source.getKind(i)}:${source.getText(i)}`);
}

function words(text: string): string[] {
  return split(text).map((word) => word.slice(word.indexOf(':') + 1));
}

describe('tokens', () => {
  it('splits names, numbers, strings and the longest punctuators', () => {
    expect(words("a?.b ?? c === 'd' && e => f ... != 1")).toEqual([
      'a',
      '?.',
      'b',
      '??',
      'c',
      '===',
      'd',
      '&&',
      'e',
      '=>',
      'f',
      '...',
      '!=',
      '1',
    ]);
    expect(words('a?.5:1')).toEqual(['a', '?', '.', '5', ':', '1']);
  });

  it('gives the value of a string', () => {
    expect(split(String.raw`'it\'s' "\u0041\x42\u{43}\n"`)).toEqual(["string:it's", 'string:ABC\n']);
  });

  it('reads templates with holes, and holes with templates', () => {
    expect(split('`a${b + `c${d}e`}f`').map((word) => word)).toEqual([
      'template:a',
      'punctuator:${',
      'name:b',
      'punctuator:+',
      'template:c',
      'punctuator:${',
      'name:d',
      'punctuator:}',
      'tail:e',
      'punctuator:}',
      'tail:f',
    ]);
    expect(split('``')).toEqual(['tail:']);
    expect(split('`${a}`')).toEqual(['template:', 'punctuator:${', 'name:a', 'punctuator:}', 'tail:']);
  });

  it('knows an object in a hole from the end of the hole', () => {
    expect(words('`${ { a: 1 }.a }b`').at(-1)).toBe('b');
  });

  it('leaves comments out, also a #! line', () => {
    expect(words('#!/usr/bin/env node\na // b\n/* c\n */ d')).toEqual(['a', 'd']);
  });

  it('tells a regular expression from a division', () => {
    expect(split('a / b / c').filter((word) => word.startsWith('regex'))).toEqual([]);
    expect(split("x = /[/'\"]/.test(y) ? 'a' : 'b'").filter((word) => word.startsWith('string'))).toEqual([
      'string:a',
      'string:b',
    ]);
    expect(split("if (a) /'/.test(b); c('d')").at(-2)).toBe('string:d');
    expect(split("(a) / b; c('d') / e").filter((word) => word.startsWith('string'))).toEqual(['string:d']);
    expect(split("return /'/; 'a'").at(-1)).toBe('string:a');
  });

  it('survives JSX', () => {
    const text = "const a = <p title='x'>don't <b>stop</b> {call('y')}</p>;\nnew Worker('z');";
    expect(split(text).filter((word) => word.startsWith('string'))).toContain('string:z');
  });

  it('counts lines, in templates and comments too', () => {
    const source = new Source('/x.js', '/*\n*/ a\n`\n${b}\n`\nc');
    const lines = Array.from({ length: source.length }, (_, i) => `${source.getText(i).trim()}${source.getLine(i)}`);
    expect(lines).toEqual(['a2', '3', '${4', 'b4', '}4', '4', 'c6']);
  });
});

describe('any text', () => {
  const BROKEN = [
    '`',
    '`${',
    '`${`',
    "'",
    '"\n',
    '/',
    '/*',
    '[',
    '(((',
    ')))',
    '}{',
    '{[(}',
    'import',
    'import {',
    'new',
    'new Worker(',
    'a ?',
    '\0\x01',
    '😀',
    '\\',
  ];

  it.each(BROKEN)('takes %j', (text) => {
    expect(() => new Source('/x.js', text)).not.toThrow();
    expect(() => new Source('/x.js', `${text}${text}a = '${text}`)).not.toThrow();
  });

  it('finds partners although a bracket in between is missing', () => {
    const source = new Source('/x.js', 'f({ a: (1 });');
    expect(source.findPartner(1)).toBe(source.length - 2);
  });

  it.each(["'\\", '`', '`${', '/[', '{', '(', '"a', 'a=>', '<', 'const {a:', 'function f(', "x='"])(
    'takes %j a hundred thousand times over in seconds',
    (part) => {
      const text = part.repeat(100_000);
      const start = performance.now();
      expect(new Source('/x.js', text).length).toBeGreaterThan(0);
      // With the square of the length it would be minutes.
      expect(performance.now() - start).toBeLessThan(5000);
    },
  );
});
