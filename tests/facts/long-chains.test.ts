import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';

const LAYERS = 1600;

describe('a chain of thousands of functions', () => {
  it('is linted without an error of a rule', () => {
    const layers = Array.from({ length: LAYERS }, (_, i) => `async function f${i}(signal) { await f${i + 1}(); }\n`);
    const code = `${layers.join('')}async function f${LAYERS}(signal) { while (true) await fetch(u); }\nf0();\n`;
    const messages = new Linter().verify(code, [plugin.configs.all], { filename: 'chain.js' });
    const last = messages.filter(({ line }) => line === LAYERS + 1);
    expect(messages.filter(({ ruleId }) => ruleId === null)).toEqual([]);
    expect(last.map(({ ruleId }) => ruleId)).toContain('graceful/require-signal');
  });
});
