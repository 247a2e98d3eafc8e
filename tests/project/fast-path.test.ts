import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';

/** As long as an ordinary file, and without a word that has to do with workers or waiting. */
const TEXT = 'export const add = (left, right) => left + right;\n'.repeat(200);

describe.each(Object.values(rules))('$name', (rule) => {
  it('reads nothing but the text of a file without a word of interest', () => {
    const asked: PropertyKey[] = [];
    // The tree is the key under which answers are kept: nothing in it is there to be read.
    const sourceCode = watch({ text: TEXT, ast: watch({}, []) }, asked);
    const options = rule.meta.defaultOptions;
    const context = watch(
      { sourceCode, options, id: `graceful/${rule.name}`, settings: {}, filename: 'add.js', cwd: '/' },
      [],
    );
    expect(rule.create(context as never)).toEqual({});
    expect(new Set(asked)).toEqual(new Set(['ast', 'text']));
  });
});

/** An object that notes each property that is read, and throws for one that it has not. */
function watch<T extends object>(target: T, asked: PropertyKey[]): T {
  return new Proxy(target, {
    get(object, key) {
      asked.push(key);
      if (!(key in object)) throw new Error(`asked for ${String(key)}`);
      return object[key as keyof T];
    },
  });
}
